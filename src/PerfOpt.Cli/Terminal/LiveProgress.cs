using System.Globalization;
using PerfOpt.Cli.Parsing;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PerfOpt.Cli.Terminal;

/// <summary>Progress as one region that is drawn anew at each event and removed at the end.</summary>
public sealed class LiveProgress : ProgressDisplay
{
    private readonly IAnsiConsole _console;
    private readonly TaskCompletionSource _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LiveDisplayContext? _region;
    private Task _live = Task.CompletedTask;

    /// <summary>Begins to wait.</summary>
    /// <param name="error">The terminal.</param>
    /// <param name="time">The clock.</param>
    /// <param name="style">Its width and whether it is coloured.</param>
    public LiveProgress(TextWriter error, TimeProvider time, ConsoleStyle style)
        : base(time, atOnce: false)
    {
        _console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = style.ErrorColour ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(error),
        });
        _console.Profile.Width = style.Width;
    }

    /// <inheritdoc />
    protected override void Changed(bool stepBegins)
    {
        IRenderable picture = Draw();
        if (_region is null)
            Open(picture);
        else
            _region.UpdateTarget(picture);
    }

    /// <inheritdoc />
    protected override void StepEnded(StepBoard.Row step)
    {
        // The picture that follows shows it; at the end there is none, since the region goes.
    }

    /// <inheritdoc />
    protected override async ValueTask CloseAsync()
    {
        _closing.TrySetResult();
        await _live.ConfigureAwait(false);
    }

    private void Open(IRenderable picture) =>
        _live = _console.Live(picture).AutoClear(true).Overflow(VerticalOverflow.Crop).StartAsync(region =>
        {
            _region = region;
            region.Refresh();
            return _closing.Task;
        });

    private Grid Draw()
    {
        Grid grid = new Grid()
            .AddColumn(new GridColumn().NoWrap().PadRight(1))
            .AddColumn(new GridColumn().NoWrap().PadRight(2))
            .AddColumn(new GridColumn());
        foreach (StepBoard.Row row in Board.Rows)
        {
            string number = ((int)row.Step + 1).ToString(CultureInfo.InvariantCulture);
            (string mark, string text, Style style) = row switch
            {
                { EndedAt: { } end, StartedAt: { } start } =>
                    ("✓", DurationText.Format(TimeSpan.FromSeconds(end - start)), new Style(Color.Green)),
                { StartedAt: not null } => ("▸", Running(row), new Style(decoration: Decoration.Bold)),
                _ => ("·", "", new Style(decoration: Decoration.Dim)),
            };
            grid.AddRow(new Text(mark, style), new Text($"{number} {row.Name}", style), new Text(text));
        }

        return grid;
    }

    private static string Running(StepBoard.Row row) => row.Fraction is { } fraction
        ? string.Create(CultureInfo.InvariantCulture, $"{row.Message} ({fraction * 100:0} %)")
        : row.Message;
}
