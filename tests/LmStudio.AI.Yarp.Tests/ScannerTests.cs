using System.Text;

namespace LmStudio.AI.Yarp.Tests;

/// <summary>Where ids are found, in whatever pieces an answer comes.</summary>
public class ScannerTests
{
    [Theory]
    [InlineData("""{"model":"m","input":[{"previous_response_id":"resp_0"}],"previous_response_id":"resp_1"}""", "resp_1", null)]
    [InlineData("""{"thread_id":"thread_1"}""", null, "thread_1")]
    [InlineData("""{"previous_response_id":null}""", null, null)]
    [InlineData("""{"previous_response_id":"resp_0","previous_response_id":"resp_1"}""", "resp_1", null)]
    [InlineData("""{"input":"\"previous_response_id\":\"resp_1\""}""", null, null)]
    [InlineData("""["previous_response_id"]""", null, null)]
    [InlineData("""{"previous_response_id":"\ud800"}""", RequestFields.NotUnicode, null)]
    public void Request_IdsAreThoseAtTheTop(string body, string? previousResponseId, string? threadId)
    {
        RequestFields fields = RequestFields.Read(Encoding.UTF8.GetBytes(body));

        Assert.True(fields.IsJson);
        Assert.Equal(previousResponseId, fields.PreviousResponseId);
        Assert.Equal(threadId, fields.ThreadId);
    }

    [Theory]
    [InlineData("""{"previous_response_id":"resp_1""")]
    [InlineData("")]
    [InlineData("{} {}")]
    public void Request_ThatIsNoJson_IsToldApart(string body) => Assert.False(RequestFields.Read(Encoding.UTF8.GetBytes(body)).IsJson);

    [Theory]
    [InlineData(false, """{"output":[{"type":"message","content":"\"response_id\":\"resp_0\"","response_id":"resp_0"}],"response_id":"resp_1"}""", "resp_1")]
    [InlineData(false, """{"thread_id": "thread_1"}""", "thread_1")]
    [InlineData(false, """{"output":[]}""", null)]
    [InlineData(false, """{"stats":{"response_id":"resp_0"},"a":["response_id","resp_0"]}""", null)]
    [InlineData(false, """{"x":"response_id","response_id":null,"y":"resp_0"}""", null)]
    [InlineData(false, """{"response_id":{"a":"resp_0"}}""", null)]
    [InlineData(false, """{"a":"\\","response_id":"resp_1"}""", "resp_1")]
    [InlineData(false, """["response_id","resp_0"]""", null)]
    [InlineData(true, """{"output":[{"id":"msg_0"}],"id":"resp_1"}""", "resp_1")]
    public void Answer_IdIsThatAtTheTop(bool isResponses, string body, string? id)
    {
        foreach (int size in new[] { 1, 3, body.Length })
        {
            JsonIdScanner scanner = new(isResponses);
            foreach (byte[] piece in Encoding.UTF8.GetBytes(body).Chunk(size))
            {
                scanner.Read(piece);
            }

            Assert.Equal(id, scanner.Id);
        }
    }

    [Theory]
    [InlineData(false, "event: chat.end\ndata: {\"type\":\"chat.end\",\"result\":{\"output\":[{\"type\":\"message\",\"content\":\"Hi\"}],\"response_id\":\"resp_1\"}}\n\n", "resp_1")]
    [InlineData(false, "event: chat.end\r\ndata: {\"type\":\"chat.end\",\"result\":{\"thread_id\":\"thread_1\"}}\r\n\r\n", "thread_1")]
    [InlineData(false, "event: chat.end\ndata: {\"type\":\"chat.end\",\"result\":{\"output\":[]}}\n\n", null)]
    [InlineData(false, "data: {\"type\":\"chat.end\",\"result\":{\"response_id\":\"resp_1\"}}\n\n", "resp_1")]
    [InlineData(false, "event: message.delta\ndata: {\"type\":\"message.delta\",\"response_id\":\"resp_0\",\"content\":\"x\"}\n\n: comment\n\n", null)]
    [InlineData(false, "data: [DONE]\n\n", null)]
    [InlineData(true, "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{\"id\":\"resp_1\"}}\n\n", "resp_1")]
    [InlineData(true, "event: response.output_item.added\ndata: {\"item\":{\"id\":\"msg_0\"}}\n\nevent: response.completed\ndata: {\"response\":{\"id\":\"resp_1\"}}\n\n", "resp_1")]
    [InlineData(true, "data: {\"type\":\"response.completed\",\"response\":{\"output\":[{\"id\":\"msg_0\"}],\"id\":\"resp_1\"}}\n\n", "resp_1")]
    public void Stream_IdIsThatOfTheEventsThatHaveOne(bool isResponses, string stream, string? id)
    {
        foreach (int size in new[] { 1, 2, 7, 70, stream.Length })
        {
            EventIdScanner scanner = new(isResponses);
            string? found = null;
            foreach (byte[] piece in Encoding.UTF8.GetBytes(stream).Chunk(size))
            {
                found = scanner.Read(piece) ?? found;
            }

            Assert.Equal(id, found);
        }
    }

    [Theory]
    [InlineData("""{"error":{"message":"Could not find …","type":"invalid_request","param":"previous_response_id","code":"invalid_value"}}""", true)]
    [InlineData("""{"error":{"message":"…","param":null,"code":"previous_response_not_found"}}""", true)]
    [InlineData("""{"error":{"message":"…","param":"model","code":"invalid_value"}}""", false)]
    [InlineData("""{"error":"Unexpected endpoint or method. (POST /x)"}""", false)]
    [InlineData("[]", false)]
    public void Refusal_OfAnUnknownConversation_IsTold(string body, bool isUnknown) =>
        Assert.Equal(isUnknown, AffinityResponseTransform.IsUnknownConversation(Encoding.UTF8.GetBytes(body)));
}
