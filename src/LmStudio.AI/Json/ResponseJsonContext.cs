using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>The deserialization of responses: a value of an unexpected type is ignored, and the rest of the response is used.</summary>
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
[JsonSerializable(typeof(LmStudioChatStartEvent))]
[JsonSerializable(typeof(LmStudioModelLoadStartEvent))]
[JsonSerializable(typeof(LmStudioModelLoadProgressEvent))]
[JsonSerializable(typeof(LmStudioModelLoadEndEvent))]
[JsonSerializable(typeof(LmStudioPromptProcessingStartEvent))]
[JsonSerializable(typeof(LmStudioPromptProcessingProgressEvent))]
[JsonSerializable(typeof(LmStudioPromptProcessingEndEvent))]
[JsonSerializable(typeof(LmStudioReasoningStartEvent))]
[JsonSerializable(typeof(LmStudioReasoningDeltaEvent))]
[JsonSerializable(typeof(LmStudioReasoningEndEvent))]
[JsonSerializable(typeof(LmStudioToolCallStartEvent))]
[JsonSerializable(typeof(LmStudioToolCallNameEvent))]
[JsonSerializable(typeof(LmStudioToolCallArgumentsEvent))]
[JsonSerializable(typeof(LmStudioToolCallSuccessEvent))]
[JsonSerializable(typeof(LmStudioToolCallFailureEvent))]
[JsonSerializable(typeof(LmStudioMessageStartEvent))]
[JsonSerializable(typeof(LmStudioMessageDeltaEvent))]
[JsonSerializable(typeof(LmStudioMessageEndEvent))]
[JsonSerializable(typeof(LmStudioCompletion))]
internal sealed partial class ResponseJsonContext : JsonSerializerContext;
