using PerfOpt.Adapters.Processes;

if (args is [GuardProcess.Argument, ..])
    return GuardProcess.Main(args);
Console.WriteLine("perfopt 0.1.0");
return 0;
