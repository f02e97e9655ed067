using System.Globalization;
using ChatSample.Rendering;
using LmStudio.AI;
using Spectre.Console;

namespace ChatSample.Commands;

/// <summary>Lists, selects, loads and unloads models.</summary>
internal sealed class ModelCommands(IAnsiConsole console, ChatSession session)
{
    public async Task ListAsync(string arguments, CancellationToken cancellationToken)
    {
        IReadOnlyList<LmStudioModel> models = await session.Client.ListModelsAsync(cancellationToken);
        if (models.Count == 0)
        {
            console.MarkupLine("No model is downloaded. [teal]/download <model>[/] downloads one.".Replace("<model>", Markup.Escape("<model>"), StringComparison.Ordinal));
            return;
        }

        console.Write(ModelTable.Create(models, session.Model));
    }

    public async Task ChooseAsync(string id, CancellationToken cancellationToken)
    {
        if (id.Length == 0)
        {
            console.MarkupLineInterpolated($"The model is [bold]{session.Model ?? "not chosen"}[/]. [dim]/model <id> selects another one, /models lists them.[/]");
            return;
        }

        IReadOnlyList<LmStudioModel> models = await session.Client.ListModelsAsync(cancellationToken);
        LmStudioModel? model = models.FirstOrDefault(model => model.Key == id || model.Variants?.Contains(id) == true)
            ?? models.FirstOrDefault(model => model.LoadedInstances.Any(instance => instance.Id == id));
        if (model is null)
        {
            console.MarkupLineInterpolated($"[yellow]There is no model {id}.[/] /models lists the models.");
            return;
        }

        if (model.Type == "embedding")
        {
            console.MarkupLineInterpolated($"[yellow]{TerminalText.Clean(model.Key)} is an embedding model and does not support chats.[/]");
            return;
        }

        session.Model = id;
        console.MarkupLineInterpolated($"[bold]{id}[/] answers from now on{(model.LoadedInstances.Count > 0 ? "" : "; it loads with your next message")}.");
    }

    public async Task LoadAsync(string arguments, CancellationToken cancellationToken)
    {
        string[] parts = arguments.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        int contextLength = 0;
        if (parts.Length is 0 or > 2 || (parts.Length == 2 && (!TryParseLength(parts[1], out contextLength) || contextLength <= 0)))
        {
            console.MarkupLineInterpolated($"Usage: [teal]/load <model> [[context length]][/], for instance /load {session.Model ?? "qwen/qwen3-8b"} 8192");
            return;
        }

        LmStudioLoadRequest request = new() { Model = parts[0], ContextLength = contextLength > 0 ? contextLength : null };
        LmStudioLoadedModel loaded = await ShowWorkAsync(
            $"Loading {parts[0]}",
            () => session.Client.EnsureModelLoadedAsync(request, cancellationToken));

        string what = loaded.IsNewlyLoaded ? "Loaded as" : "It is already loaded as";
        string context = loaded.Config?.ContextLength is { } applied ? string.Create(CultureInfo.InvariantCulture, $", with a context of {applied:N0} tokens") : "";
        string time = loaded.LoadTime is { } taken ? string.Create(CultureInfo.InvariantCulture, $" in {taken.TotalSeconds:F1} s") : "";
        console.MarkupLineInterpolated($"{what} [bold]{TerminalText.Clean(loaded.InstanceId)}[/]{time}{context}.");
        foreach (LmStudioLoadDifference difference in loaded.Differences.Where(difference => difference.FallsShort))
        {
            console.MarkupLineInterpolated($"[yellow]LM Studio did not apply a requested setting: {TerminalText.Clean(difference.ToString())}.[/]");
        }

        IReadOnlyList<LmStudioModel> models = await session.Client.ListModelsAsync(cancellationToken);
        if (models.FirstOrDefault(model => model.Key == loaded.ModelKey)?.Type != "embedding")
        {
            // A user who loads a model with settings expects this instance to be used.
            session.Model = loaded.InstanceId;
            console.MarkupLine("[dim]It is now used.[/]");
        }
    }

    public async Task UnloadAsync(string instance, CancellationToken cancellationToken)
    {
        if (instance.Length == 0)
        {
            IReadOnlyList<LmStudioModel> models = await session.Client.ListModelsAsync(cancellationToken);
            string loaded = string.Join(", ", models.SelectMany(model => model.LoadedInstances).Select(loaded => TerminalText.Clean(loaded.Id)));
            console.MarkupLineInterpolated($"Usage: [teal]/unload <instance>[/]. Loaded: {(loaded.Length > 0 ? loaded : "none")}.");
            return;
        }

        if (await session.Client.EnsureInstanceUnloadedAsync(instance, cancellationToken))
        {
            console.MarkupLineInterpolated($"Unloaded [bold]{TerminalText.Clean(instance)}[/].");
        }
        else
        {
            console.MarkupLineInterpolated($"[yellow]No instance {TerminalText.Clean(instance)} is loaded.[/] /models lists them.");
        }
    }

    private static bool TryParseLength(string text, out int length) =>
        int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out length);

    /// <summary>Shows an operation whose progress the server does not report.</summary>
    private Task<T> ShowWorkAsync<T>(string description, Func<Task<T>> work) => console.Progress()
        .AutoClear(true)
        .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageOrTimeColumn())
        .StartAsync(context =>
        {
            context.AddTask(Markup.Escape(TerminalText.Clean(description))).IsIndeterminate = true;
            return work();
        });
}
