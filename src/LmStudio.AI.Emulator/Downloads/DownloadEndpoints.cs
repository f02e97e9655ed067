using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace LmStudio.AI.Emulator;

/// <summary><c>POST /api/v1/models/download</c> and <c>GET /api/v1/models/download/status/{job_id}</c>.</summary>
internal sealed partial class DownloadEndpoints(ModelStore models, DownloadStore downloads)
{
    private const string HuggingFace = "https://huggingface.co/";

    /// <exception cref="WireException">The request is rejected.</exception>
    public Task StartAsync(HttpContext context, string body, CancellationToken cancellationToken)
    {
        using JsonDocument document = SchemaReader.Parse(body);
        List<SchemaIssue> issues = [];
        SchemaReader fields = new(document.RootElement, null, issues);
        string? name = fields.String("model", required: true);
        string? quantization = fields.String("quantization");
        fields.RefuseUnknownKeys();
        SchemaReader.ThrowIfAny(issues);

        EmulatorModel model = Describe(name!, quantization);
        JsonObject reply = models.FindByKey(model.Key) is null
            ? downloads.StartOrJoin(model).ToStartedJson()
            : new JsonObject { ["status"] = "already_downloaded" };
        return HttpReply.WriteAsync(context.Response, reply, cancellationToken);
    }

    /// <exception cref="WireException">There is no such job.</exception>
    public Task StatusAsync(HttpContext context, string jobId, CancellationToken cancellationToken)
    {
        DownloadJob job = downloads.Find(jobId) ?? throw WireErrors.JobNotFound(jobId);
        return HttpReply.WriteAsync(context.Response, job.ToStatusJson(), cancellationToken);
    }

    /// <summary>Any valid name can be downloaded: a catalog id, or a link to Hugging Face, for which the model has the repository's name.</summary>
    private static EmulatorModel Describe(string name, string? quantization)
    {
        if (name.StartsWith(HuggingFace, StringComparison.Ordinal))
        {
            string path = name[HuggingFace.Length..].TrimEnd('/');
            return path.Count(static character => character is '/') is 1
                ? new() { Key = path[(path.IndexOf('/') + 1)..].ToLowerInvariant(), Publisher = path.Split('/')[0], Quantization = quantization ?? "Q4_K_M" }
                : throw WireErrors.InvalidArtifactName();
        }

        if (!ArtifactName().IsMatch(name))
        {
            throw WireErrors.InvalidArtifactName();
        }

        // Only documented for links; the server's behavior for catalog ids is unknown.
        return quantization is null
            ? new() { Key = name }
            : throw WireErrors.InvalidValue("quantization", "'quantization' is only supported for Hugging Face links.");
    }

    [GeneratedRegex("^[a-z0-9]+([-.][a-z0-9]+)*(/[a-z0-9]+([-.][a-z0-9]+)*)?$")]
    private static partial Regex ArtifactName();
}
