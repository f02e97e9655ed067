using Microsoft.Extensions.AI;

namespace LmStudio.AI.WebChat.Tests;

/// <summary>Tools of an MCP server: one that returns a text, and one that returns an image.</summary>
internal static class DemoTools
{
    /// <summary>A blue image of one pixel.</summary>
    public const string BluePixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNwCTgBAAI4AV2yq00gAAAAAElFTkSuQmCC";

    public static AIFunction[] Create() =>
    [
        AIFunctionFactory.Create(static (int sides) => Math.Max(1, sides), "roll_dice", "Rolls a die."),
        AIFunctionFactory.Create(static (string subject) => new DataContent(Convert.FromBase64String(BluePixel), "image/png"), "draw", "Draws an image."),
    ];
}
