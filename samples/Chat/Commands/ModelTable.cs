using System.Globalization;
using ChatSample.Rendering;
using LmStudio.AI;
using Spectre.Console;

namespace ChatSample.Commands;

/// <summary>The list of models as a table.</summary>
internal static class ModelTable
{
    public static Table Create(IReadOnlyList<LmStudioModel> models, string? chosen)
    {
        Table table = new Table { Border = TableBorder.Simple }
            .BorderColor(Color.Grey)
            .AddColumn(new TableColumn("[grey]model[/]").NoWrap())
            .AddColumn(new TableColumn("[grey]size[/]").RightAligned().NoWrap())
            .AddColumn(new TableColumn("[grey]context[/]").RightAligned().NoWrap())
            .AddColumn(new TableColumn("[grey]abilities[/]"));
        foreach (LmStudioModel model in models)
        {
            bool isChosen = model.Key == chosen || model.LoadedInstances.Any(instance => instance.Id == chosen);
            _ = table.AddRow(
                Name(model, isChosen),
                new Text(Size(model.SizeBytes)),
                new Text(Number(model.MaxContextLength)),
                new Text(Abilities(model), new Style(Color.Grey)));
        }

        return table;
    }

    /// <summary>The key, and below it what is loaded of the model.</summary>
    private static Paragraph Name(LmStudioModel model, bool isChosen)
    {
        Paragraph name = new(TerminalText.Clean(model.Key), isChosen ? new Style(Color.Teal, decoration: Decoration.Bold) : Style.Plain);
        foreach (LmStudioModelInstance instance in model.LoadedInstances)
        {
            string id = instance.Id == model.Key ? "" : $" as {TerminalText.Clean(instance.Id)}";
            string context = instance.Config?.ContextLength is { } length ? $" ({Number(length)})" : "";
            _ = name.Append($"\n  loaded{id}{context}", new Style(Color.Green));
        }

        return name;
    }

    private static string Size(long? bytes) => bytes is { } size ? string.Create(CultureInfo.InvariantCulture, $"{size / 1e9:F1} GB") : "";

    private static string Number(int? value) => value?.ToString("N0", CultureInfo.InvariantCulture) ?? "";

    private static string Abilities(LmStudioModel model)
    {
        List<string> abilities = [];
        if (model.Type == "embedding")
        {
            abilities.Add("embeddings");
        }

        if (model.Capabilities?.Vision == true)
        {
            abilities.Add("vision");
        }

        if (model.Capabilities?.TrainedForToolUse == true)
        {
            abilities.Add("tools");
        }

        if (model.Capabilities?.Reasoning is not null)
        {
            abilities.Add("reasoning");
        }

        return string.Join(", ", abilities);
    }
}
