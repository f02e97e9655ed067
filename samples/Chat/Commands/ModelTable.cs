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
            .BorderStyle(new Style(decoration: Decoration.Dim))
            .AddColumn(new TableColumn("[dim]model[/]").NoWrap())
            .AddColumn(new TableColumn("[dim]size[/]").RightAligned().NoWrap())
            .AddColumn(new TableColumn("[dim]context[/]").RightAligned().NoWrap())
            .AddColumn(new TableColumn("[dim]abilities[/]"));
        foreach (LmStudioModel model in models)
        {
            bool isChosen = model.Key == chosen || model.LoadedInstances.Any(instance => instance.Id == chosen);
            _ = table.AddRow(
                Name(model, isChosen),
                new Text(model.SizeBytes is { } bytes ? ByteSize.Show(bytes) : ""),
                new Text(Number(model.MaxContextLength)),
                new Text(Abilities(model), new Style(decoration: Decoration.Dim)));
        }

        return table;
    }

    /// <summary>The key, and below it the loaded instances.</summary>
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
