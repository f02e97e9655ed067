namespace LmStudio.AI.Tests;

/// <summary>The list of <c>/v1/models</c>.</summary>
public class OpenAIModelListTests
{
    [Fact]
    public async Task ListOpenAIModels_Answer_IsRead()
    {
        // No "created", which other clients require.
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("GET /v1/models", null, Answer.Json(
            """
            {
              "data": [
                {
                  "id": "demo/chat-1b",
                  "object": "model",
                  "owned_by": "organization_owner"
                },
                {
                  "id": "text-embedding-demo-v1",
                  "object": "model",
                  "owned_by": "organization_owner"
                }
              ],
              "object": "list"
            }
            """));

        IReadOnlyList<LmStudioOpenAIModel> models = await Clients.Create(handler).ListOpenAIModelsAsync();

        Assert.Equal(["demo/chat-1b", "text-embedding-demo-v1"], models.Select(static model => model.Id));
        Assert.All(models, static model => Assert.Equal(("model", "organization_owner"), (model.Object, model.OwnedBy)));
    }

    [Theory]
    [InlineData(200, """{"error":"Unexpected endpoint or method. (GET /v1/models)"}""", LmStudioErrorKind.UnsupportedServer)]
    [InlineData(200, "{}", LmStudioErrorKind.InvalidResponse)]
    [InlineData(401, """{"error":{"type":"invalid_request","code":"invalid_api_key","message":"An LM Studio API token is required."}}""", LmStudioErrorKind.Unauthorized)]
    public async Task ListOpenAIModels_Error_ThrowsItsKind(int status, string body, LmStudioErrorKind kind)
    {
        using VerbatimHttpHandler handler = new VerbatimHttpHandler().Expect("GET /v1/models", null, Answer.Json(body, status));

        LmStudioException exception = await Assert.ThrowsAsync<LmStudioException>(() => Clients.Create(handler).ListOpenAIModelsAsync());

        Assert.Equal(kind, exception.Kind);
    }
}
