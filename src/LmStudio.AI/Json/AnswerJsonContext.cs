using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>How what the server sends is read: a value of another type than expected costs that value, and not the answer.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    Converters =
    [
        typeof(TextOrJsonConverter),
        typeof(OptionalValueConverter<int>),
        typeof(OptionalValueConverter<long>),
        typeof(OptionalValueConverter<double>),
        typeof(OptionalValueConverter<bool>),
        typeof(OptionalValueConverter<DateTimeOffset>),
        typeof(ValueConverter<double>),
        typeof(ValueConverter<bool>),
        typeof(ItemsConverter<string>),
        typeof(ItemsConverter<LmStudioModel>),
        typeof(ItemsConverter<LmStudioModelInstance>),
        typeof(ItemsConverter<LmStudioOpenAIModel>),
        typeof(ItemsConverter<LmStudioCompletionChoice>),
    ])]
[JsonSerializable(typeof(LmStudioGreeting))]
[JsonSerializable(typeof(LmStudioModelList))]
[JsonSerializable(typeof(LmStudioOpenAIModelList))]
[JsonSerializable(typeof(LmStudioLoadResult))]
[JsonSerializable(typeof(LmStudioUnloadResult))]
[JsonSerializable(typeof(LmStudioDownload))]
[JsonSerializable(typeof(DraftDownloadList))]
[JsonSerializable(typeof(ChatStartEvent))]
[JsonSerializable(typeof(ModelLoadStartEvent))]
[JsonSerializable(typeof(ModelLoadProgressEvent))]
[JsonSerializable(typeof(ModelLoadEndEvent))]
[JsonSerializable(typeof(PromptProcessingStartEvent))]
[JsonSerializable(typeof(PromptProcessingProgressEvent))]
[JsonSerializable(typeof(PromptProcessingEndEvent))]
[JsonSerializable(typeof(ReasoningStartEvent))]
[JsonSerializable(typeof(ReasoningDeltaEvent))]
[JsonSerializable(typeof(ReasoningEndEvent))]
[JsonSerializable(typeof(ToolCallStartEvent))]
[JsonSerializable(typeof(ToolCallNameEvent))]
[JsonSerializable(typeof(ToolCallArgumentsEvent))]
[JsonSerializable(typeof(ToolCallSuccessEvent))]
[JsonSerializable(typeof(ToolCallFailureEvent))]
[JsonSerializable(typeof(MessageStartEvent))]
[JsonSerializable(typeof(MessageDeltaEvent))]
[JsonSerializable(typeof(MessageEndEvent))]
[JsonSerializable(typeof(LmStudioCompletion))]
internal sealed partial class AnswerJsonContext : JsonSerializerContext;
