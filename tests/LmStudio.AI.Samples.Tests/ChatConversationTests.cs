using System.Text.Json;
using LmStudio.AI.Emulator;

namespace LmStudio.AI.Samples.Tests;

public sealed class ChatConversationTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("chat-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Branch_Number_GoesOnAfterThatTurn()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();

        string text = await ChatRun.TypeAsync(server, "One", "Two", "/branch 1", "Three");

        string?[] previous = [.. Chats(server).Select(static body => body.TryGetProperty("previous_response_id", out JsonElement id) ? id.GetString() : null)];
        Assert.Null(previous[0]);
        Assert.NotNull(previous[1]);
        Assert.Equal(previous[1], previous[2]);
        Assert.Contains("The next message continues after One.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Branch_Zero_BeginsAgain()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();

        _ = await ChatRun.TypeAsync(server, "One", "/branch 0", "Two");

        Assert.All(Chats(server), static body => Assert.False(body.TryGetProperty("previous_response_id", out _)));
    }

    [Theory]
    [InlineData("/branch")]
    [InlineData("/branch 2")]
    [InlineData("/branch -1")]
    public async Task Branch_NoSuchTurn_ListsTheTurns(string command)
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();

        string text = await ChatRun.TypeAsync(server, "How are you?", command);

        ChatRun.AssertInOrder(text, "Usage: /branch <number>", "1 How are you?");
    }

    [Fact]
    public async Task Image_File_GoesWithTheNextMessageOnly()
    {
        string file = Path.Combine(_folder, "dot.png");
        await File.WriteAllBytesAsync(file, [0x89, 0x50, 0x4e, 0x47]);
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();
        server.Script.Enqueue(EmulatorStep.Text("A dot."));
        server.Script.Enqueue(EmulatorStep.Text("Yes."));

        string text = await ChatRun.TypeAsync(server, "/model qwen/qwen3-vl-4b", $"/image \"{file}\"", "What is it?", "Really?");

        JsonElement[] inputs = [.. Chats(server).Select(static body => body.GetProperty("input"))];
        Assert.Equal("data:image/png;base64,iVBORw==", inputs[0][1].GetProperty("data_url").GetString());
        Assert.Equal("Really?", inputs[1].GetString());
        Assert.Contains("dot.png will be sent with your next message.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/image", "Usage: /image <file>")]
    [InlineData("/image notes.txt", "LM Studio supports PNG and JPEG images.")]
    [InlineData("/image missing.png", "There is no file missing.png.")]
    public async Task Image_NotOne_SaysWhy(string command, string expected)
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();

        Assert.Contains(expected, await ChatRun.TypeAsync(server, command), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_UnknownModel_TellsOfTheCommands()
    {
        await using LmStudioEmulator server = await LmStudioEmulator.StartAsync();

        string text = await ChatRun.RunAsync(ChatRun.Settings(server) with { Model = "acme/none" }, new ScriptedLines("Hello"));

        Assert.Contains("/models lists the models, /download downloads another one.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("EnsureModelDownloadedAsync", text, StringComparison.Ordinal);
    }

    private static IEnumerable<JsonElement> Chats(LmStudioEmulator server) =>
        server.Requests.Where(static request => request.Path == "/api/v1/chat").Select(static request => JsonDocument.Parse(request.Body).RootElement);
}
