using System.Text;
using ScalingSample.Proxy;

namespace LmStudio.AI.Samples.Tests;

/// <summary>The choice of servers, and where ids are found.</summary>
public class ScalingProxyPartsTests
{
    private static readonly Uri[] Endpoints = [new("http://a:1"), new("http://b:2"), new("http://c:3")];

    [Fact]
    public void Pool_EquallyBusy_TakesTurns()
    {
        ServerPool pool = new(Endpoints);

        Assert.Equal(["a:1", "b:2", "c:3", "a:1", "b:2"], Enumerable.Range(0, 5).Select(_ => TakeAndGiveBack(pool)));
    }

    [Fact]
    public void Pool_OneIsLessBusy_IsTaken()
    {
        ServerPool pool = new(Endpoints);
        ServerUse first = pool.TakeLeastBusy([])!;
        _ = pool.TakeLeastBusy([]);
        _ = pool.TakeLeastBusy([]);

        first.Dispose();
        first.Dispose(); // Counts once.

        Assert.Equal("a:1", pool.TakeLeastBusy([])!.Server.Name);
        Assert.All(pool.Servers, static server => Assert.Equal(1, server.InFlight));
    }

    [Fact]
    public void Pool_ServerAcceptedNoConnection_IsTheLastForAWhile()
    {
        ManualClock clock = new();
        ServerPool pool = new(Endpoints, clock);
        pool.Report(pool.Servers[0], isReachable: false);

        Assert.Equal(["b:2", "c:3", "b:2"], Enumerable.Range(0, 3).Select(_ => TakeAndGiveBack(pool)));
        using (ServerUse last = pool.TakeLeastBusy(except: [pool.Servers[1], pool.Servers[2]])!)
        {
            Assert.Equal("a:1", last.Server.Name);
        }

        Assert.Null(pool.TakeLeastBusy(except: pool.Servers));

        clock.Now += TimeSpan.FromSeconds(6);
        Assert.Equal(["a:1", "b:2", "c:3"], Enumerable.Range(0, 3).Select(_ => TakeAndGiveBack(pool)).Order());
    }

    [Fact]
    public void Table_HasWhatItWasTold()
    {
        using ConversationTable table = new();
        ProxiedServer server = new(Endpoints[0]);

        table.Add("resp_1", server);

        Assert.Same(server, table.Find("resp_1"));
        Assert.Null(table.Find("resp_2"));
    }

    [Theory]
    [InlineData("""{"model":"m","input":[{"previous_response_id":"resp_0"}],"previous_response_id":"resp_1"}""", "resp_1")]
    [InlineData("""{"thread_id":"thread_1"}""", "thread_1")]
    [InlineData("""{"previous_response_id":null}""", null)]
    [InlineData("""{"input":"\"previous_response_id\":\"resp_1\""}""", null)]
    [InlineData("""["previous_response_id"]""", null)]
    [InlineData("""{"previous_response_id":"\ud800"}""", null)]
    [InlineData("""{"previous_response_id":"resp_1""", null)]
    [InlineData("", null)]
    public void Ids_InARequest_AreThoseAtTheTop(string body, string? id) =>
        Assert.Equal(id, ConversationIds.FindInRequest(Encoding.UTF8.GetBytes(body)));

    [Theory]
    [InlineData("chat.end", """{"type":"chat.end","result":{"output":[],"response_id":"resp_1"}}""", "resp_1")]
    [InlineData("chat.end", """{"type":"chat.end","result":{"thread_id":"thread_1"}}""", "thread_1")]
    [InlineData("chat.end", """{"type":"chat.end","result":{"output":[]}}""", null)]
    [InlineData("response.created", """{"type":"response.created","response":{"id":"resp_1"}}""", "resp_1")]
    [InlineData("response.completed", """{"type":"response.completed","response":{"id":"resp_1"}}""", "resp_1")]
    [InlineData("message", """{"type":"response.completed","response":{"id":"resp_1"}}""", "resp_1")]
    [InlineData("message", """{"type":"chat.end","result":{"response_id":"resp_1"}}""", "resp_1")]
    [InlineData("message", "[DONE]", null)]
    [InlineData("message.delta", """{"type":"message.delta","content":"resp_1"}""", null)]
    public void Ids_InAnEvent_AreFound(string type, string data, string? id) =>
        Assert.Equal(id, ConversationIds.FindInEvent(type, Encoding.UTF8.GetBytes(data)));

    [Theory]
    [InlineData("""{"error":{"message":"Could not find …","type":"invalid_request","param":"previous_response_id","code":"invalid_value"}}""", true)]
    [InlineData("""{"error":{"message":"…","param":null,"code":"previous_response_not_found"}}""", true)]
    [InlineData("""{"error":{"message":"…","param":"model","code":"invalid_value"}}""", false)]
    [InlineData("""{"error":"Unexpected endpoint or method. (POST /x)"}""", false)]
    public void Refusal_OfAnUnknownConversation_IsTold(string body, bool isUnknown) =>
        Assert.Equal(isUnknown, ConversationIds.IsUnknown(Encoding.UTF8.GetBytes(body)));

    private static string TakeAndGiveBack(ServerPool pool)
    {
        using ServerUse use = pool.TakeLeastBusy([])!;
        return use.Server.Name;
    }

    private sealed class ManualClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
