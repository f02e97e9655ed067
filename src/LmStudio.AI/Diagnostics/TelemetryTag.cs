namespace LmStudio.AI;

/// <summary>The keys of tags: those of OpenTelemetry's semantic conventions, if there are any.</summary>
internal static class TelemetryTag
{
    public const string ErrorType = "error.type";
    public const string OperationName = "gen_ai.operation.name";
    public const string ProviderName = "gen_ai.provider.name";
    public const string RequestModel = "gen_ai.request.model";
    public const string ResponseModel = "gen_ai.response.model";
    public const string ServerAddress = "server.address";
    public const string ServerPort = "server.port";

    public const string Endpoint = "lmstudio.endpoint";
    public const string TokensPerSecond = "lmstudio.tokens_per_second";
    public const string TimeToFirstToken = "lmstudio.time_to_first_token";
    public const string ModelLoadTime = "lmstudio.model_load_time";
    public const string PromptProcessingTime = "lmstudio.prompt_processing_time";
    public const string InstanceId = "lmstudio.instance.id";
    public const string LoadTrigger = "lmstudio.model.load.trigger";
    public const string DownloadStatus = "lmstudio.download.status";
    public const string DownloadSize = "lmstudio.download.size";

    /// <summary>The value of <see cref="ProviderName"/>.</summary>
    public const string Provider = "lmstudio";

    /// <summary>Returns the value of <see cref="ErrorType"/>: a value with low cardinality, as the conventions require.</summary>
    public static string ErrorTypeOf(Exception exception) =>
        exception is LmStudioException { Kind: var kind } ? kind.ToString() : exception.GetType().FullName!;
}
