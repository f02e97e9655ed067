using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>A tool call of the demo model.</summary>
internal sealed record DemoCall(DemoTool Tool, JsonObject Arguments)
{
    public EmulatorStep ToStep() => Tool.Server is { } server
        ? EmulatorStep.CallTool(server, Tool.Name, Arguments)
        : EmulatorStep.CallFunction(Tool.Name, Arguments);
}
