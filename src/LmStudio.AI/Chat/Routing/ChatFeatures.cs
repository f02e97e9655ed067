namespace LmStudio.AI;

/// <summary>The features of a request beyond plain user text, which determine the endpoints that support it.</summary>
[Flags]
internal enum ChatFeatures
{
    None = 0,

    // Hard features: without them, the request would have a different meaning.
    Conversation = 1 << 0,
    History = 1 << 1,
    FunctionTools = 1 << 2,
    RequiredToolMode = 1 << 3,
    RemoteMcp = 1 << 4,
    McpPlugin = 1 << 5,
    JsonFormat = 1 << 6,
    Images = 1 << 7,
    StopSequences = 1 << 8,
    NativeRequest = 1 << 9,
    RawJson = 1 << 10,
    PreviewConversation = 1 << 11,
    Hard = (1 << 12) - 1,

    // Soft features: without them, the request still has the same meaning.
    Seed = 1 << 12,
    FrequencyPenalty = 1 << 13,
    PresencePenalty = 1 << 14,
    TopK = 1 << 15,
    MinP = 1 << 16,
    RepeatPenalty = 1 << 17,
    ContextLength = 1 << 18,
    Reasoning = 1 << 19,
    Store = 1 << 20,
    Progress = 1 << 21,
}
