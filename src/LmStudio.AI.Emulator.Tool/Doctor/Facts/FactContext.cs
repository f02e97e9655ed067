using System.Text.Json;

namespace LmStudio.AI.Emulator.Tool.Doctor.Facts;

/// <summary>The server on which facts are tested.</summary>
internal sealed class FactContext(DoctorHttp http, string prefix, string? model)
{
    public Task<DoctorResponse> GetAsync(string path, CancellationToken cancellationToken) => http.GetAsync(prefix + path, cancellationToken);

    /// <param name="path">The path.</param>
    /// <param name="json">The body, in which <c>$MODEL</c> is replaced by the model.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<DoctorResponse> PostAsync(string path, string json, CancellationToken cancellationToken) =>
        http.PostAsync(prefix + path, json.Replace("$MODEL", JsonSerializer.Serialize(model), StringComparison.Ordinal), cancellationToken);

    public Task<DoctorResponse> SendAsync(HttpMethod method, string path, string? token, CancellationToken cancellationToken) =>
        http.SendAsync(new HttpRequestMessage(method, prefix + path), token, cancellationToken);

    public Task<DoctorResponse> GetCompressedAsync(string path, CancellationToken cancellationToken)
    {
        HttpRequestMessage request = new(HttpMethod.Get, prefix + path);
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        return http.SendAsync(request, cancellationToken);
    }
}
