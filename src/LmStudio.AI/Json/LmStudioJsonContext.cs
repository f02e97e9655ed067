using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace LmStudio.AI;

/// <summary>How everything that goes over the wire is written and read. Unset values are left out: the server refuses nulls.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LmStudioGreeting))]
[JsonSerializable(typeof(LmStudioModelList))]
[JsonSerializable(typeof(LmStudioOpenAIModelList))]
[JsonSerializable(typeof(LmStudioLoadRequest))]
[JsonSerializable(typeof(LmStudioLoadResult))]
[JsonSerializable(typeof(LmStudioUnloadRequest))]
[JsonSerializable(typeof(LmStudioUnloadResult))]
[JsonSerializable(typeof(LmStudioDownloadRequest))]
[JsonSerializable(typeof(LmStudioDownload))]
[JsonSerializable(typeof(DraftDownloadList))]
[JsonSerializable(typeof(LmStudioChatRequest))]
[JsonSerializable(typeof(PreviewChatRequest))]
[JsonSerializable(typeof(LmStudioChatResult))]
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
[JsonSerializable(typeof(ChatEndEvent))]
[JsonSerializable(typeof(JsonDocument))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class LmStudioJsonContext : JsonSerializerContext;
