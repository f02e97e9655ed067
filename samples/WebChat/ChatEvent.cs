using System.Text.Json.Serialization;

namespace WebChatSample;

/// <summary>An event of a response, as sent to the page.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ProgressEvent), "progress")]
[JsonDerivedType(typeof(ReasoningEvent), "reasoning")]
[JsonDerivedType(typeof(TextEvent), "text")]
[JsonDerivedType(typeof(ToolCallEvent), "toolCall")]
[JsonDerivedType(typeof(ToolResultEvent), "toolResult")]
[JsonDerivedType(typeof(EndEvent), "end")]
[JsonDerivedType(typeof(ErrorEvent), "error")]
internal abstract record ChatEvent;
