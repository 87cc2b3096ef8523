Console.WriteLine("perfopt 0.1.0");
