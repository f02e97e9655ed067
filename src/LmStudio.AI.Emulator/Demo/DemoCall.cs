using System.Text.Json.Nodes;

namespace LmStudio.AI.Emulator;

/// <summary>A call that the demo model makes.</summary>
internal sealed record DemoCall(DemoTool Tool, JsonObject Arguments)
{
    public EmulatorStep ToStep() => Tool.Server is { } server
        ? EmulatorStep.CallTool(server, Tool.Name, Arguments)
        : EmulatorStep.CallFunction(Tool.Name, Arguments);
}
