namespace PerfOpt.Core.Model;

/// <summary>The names of the metrics that perfopt measures itself.</summary>
public static class MetricNames
{
    /// <summary>Seconds from start to exit.</summary>
    public const string WallTime = "wall_time";
    /// <summary>User and system seconds of the whole process tree.</summary>
    public const string CpuTime = "cpu_time";
    /// <summary>CPU time over wall time; 1 is one core busy.</summary>
    public const string CpuUtilization = "cpu_utilization";
    /// <summary>Largest resident set of one process of the tree, bytes.</summary>
    public const string PeakRss = "peak_rss";
    /// <summary>Growth of resident memory over the run, bytes per second.</summary>
    public const string RssGrowth = "rss_growth";
    /// <summary>Bytes read from storage.</summary>
    public const string IoRead = "io_read";
    /// <summary>Bytes written to storage.</summary>
    public const string IoWrite = "io_write";
    /// <summary>Voluntary and involuntary context switches.</summary>
    public const string ContextSwitches = "context_switches";
    /// <summary>Operations per second.</summary>
    public const string Throughput = "throughput";
    /// <summary>Seconds of one operation.</summary>
    public const string Latency = "latency";
    /// <summary>Share of operations that failed.</summary>
    public const string ErrorRate = "error_rate";
    /// <summary>User seconds of the whole process tree.</summary>
    public const string UserTime = "user_time";
    /// <summary>System seconds of the whole process tree.</summary>
    public const string SystemTime = "system_time";
}
