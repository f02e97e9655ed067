using ChatSample;
using LmStudio.AI.Emulator;
using Microsoft.Extensions.AI;

namespace LmStudio.AI.Samples.Tests;

public class PlainChatTests
{
    [Fact]
    public async Task Prompt_Answer_GoesToTheOutputAndNothingElse()
    {
        await using EmulatorMcpServer mcp = await EmulatorMcpServer.StartAsync([AIFunctionFactory.Create((int sides) => sides, "roll_dice")]);
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync(options => options.AllowPrivateMcpAddresses = true);
        server.Script.Enqueue(EmulatorStep.Reason("Hm."), EmulatorStep.CallTool("dice", "roll_dice", new { sides = 6 }), EmulatorStep.Text("A six."));

        (int exitCode, string output, string error) = await ChatRun.PlainAsync(
            ChatRun.Settings(server) with { Prompt = "Roll!", McpServers = [new HostedMcpServerTool("dice", mcp.Endpoint)] });

        Assert.Equal(0, exitCode);
        Assert.Equal("A six.\n", output);
        Assert.Equal("Model: qwen/qwen3-8b (the first in the list; loads with your first message)\nTool: dice.roll_dice {\"sides\":6}\n", error);
    }

    [Fact]
    public async Task Input_IsOneMessage()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        server.Script.Enqueue(EmulatorStep.Text("Yes."));

        (int exitCode, string output, _) = await ChatRun.PlainAsync(ChatRun.Settings(server), input: "Two\nlines\n");

        Assert.Equal(0, exitCode);
        Assert.Equal("Yes.\n", output);
        Assert.Contains("Two\\nlines", server.Requests.Single(request => request.Path == "/api/v1/chat").Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_ServerFails_ErrorAndExitCode()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync(options => options.Faults.RefuseLoads = true);

        (int exitCode, string output, string error) = await ChatRun.PlainAsync(ChatRun.Settings(server) with { Prompt = "Hello" });

        Assert.Equal(1, exitCode);
        Assert.Empty(output);
        Assert.Contains("Unload other models", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_AnswerBreaksOff_WhatCameAndExitCode()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        server.Script.Enqueue(EmulatorStep.Text("The beginning"), EmulatorStep.Fail("internal_error", "Out of memory."));

        (int exitCode, string output, string error) = await ChatRun.PlainAsync(ChatRun.Settings(server) with { Prompt = "Hello" });

        Assert.Equal(1, exitCode);
        Assert.Equal("The beginning\n", output);
        Assert.Contains("Out of memory.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_WrongToken_IsNotRepeated()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync(options => options.ApiTokens.Add("right"));

        (int exitCode, string output, string error) = await ChatRun.PlainAsync(ChatRun.Settings(server) with { Prompt = "Hello", ApiToken = "wrong-secret" });

        Assert.Equal(1, exitCode);
        Assert.Contains("LM_API_TOKEN", error, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_NoServerAtDefaultEndpoint_NoticeGoesToTheErrorOutput()
    {
        (int exitCode, string output, string error) = await ChatRun.PlainAsync(new ChatSettings { Endpoint = Ports.Unused(), Prompt = "Hello" });

        Assert.Equal(0, exitCode);
        Assert.StartsWith("Hello! I am the demo model", output, StringComparison.Ordinal);
        Assert.StartsWith("LM Studio does not respond at http://127.0.0.1:", error, StringComparison.Ordinal);
    }
}
