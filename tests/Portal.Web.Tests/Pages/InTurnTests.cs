using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Routing;
using Portal.Web.Shared;

namespace Portal.Web.Tests.Pages;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class InTurnTests
{
    private readonly InTurnAttribute _turns = new(perProcessor: 1);
    private TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inside;

    [Test]
    public async Task So_many_are_let_in_at_once_and_the_others_when_those_are_through()
    {
        var all = Enumerable.Range(0, Environment.ProcessorCount + 2).Select(_ => EnterAsync()).ToList();

        Assert.That(_inside, Is.EqualTo(Environment.ProcessorCount));
        _open.SetResult();
        await Task.WhenAll(all);
        Assert.That(_inside, Is.EqualTo(Environment.ProcessorCount + 2));
    }

    [Test]
    public async Task Whoever_leaves_while_waiting_takes_no_turn()
    {
        var first = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => EnterAsync()).ToList();
        using var gone = new CancellationTokenSource();
        var left = EnterAsync(gone.Token);
        var last = EnterAsync();

        await gone.CancelAsync();
        Assert.That(async () => await left, Throws.InstanceOf<OperationCanceledException>());
        _open.SetResult();
        await Task.WhenAll([.. first, last]);

        _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _inside = 0;
        var again = Enumerable.Range(0, Environment.ProcessorCount + 1).Select(_ => EnterAsync()).ToList();
        Assert.That(_inside, Is.EqualTo(Environment.ProcessorCount), "as many turns as before, and no more");
        _open.SetResult();
        await Task.WhenAll(again);
    }

    [Test]
    public async Task Whoever_asks_for_much_at_once_waits_for_their_own_and_keeps_nobody_else_waiting()
    {
        var (turns, one) = (new InTurnAttribute(perProcessor: 50), Guid.NewGuid());
        var many = Enumerable.Range(0, 20).Select(_ => EnterAsync(turns, one)).ToList();
        Assert.That(_inside, Is.EqualTo(InTurnAttribute.MostOfOne));
        var other = EnterAsync(turns, Guid.NewGuid());
        Assert.That(_inside, Is.EqualTo(InTurnAttribute.MostOfOne + 1));
        _open.SetResult();
        await Task.WhenAll([.. many, other]);
        Assert.That(_inside, Is.EqualTo(21));
    }

    [Test]
    public void A_turn_that_failed_is_free_again()
    {
        _open.SetException(new InvalidOperationException());
        for (var turn = 0; turn <= Environment.ProcessorCount; turn++)
            Assert.That(async () => await EnterAsync(), Throws.InvalidOperationException);
        Assert.That(_inside, Is.EqualTo(Environment.ProcessorCount + 1));
    }

    /// <summary>Somebody else each time.</summary>
    private Task EnterAsync(CancellationToken gone = default) => EnterAsync(_turns, Guid.NewGuid(), gone);

    private Task EnterAsync(InTurnAttribute turns, Guid person, CancellationToken gone = default)
    {
        var signedIn = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, $"{person}")], "test");
        var place = new ActionContext(
            new DefaultHttpContext { RequestAborted = gone, User = new ClaimsPrincipal(signedIn) },
            new RouteData(),
            new ActionDescriptor()
        );
        var context = new ActionExecutingContext(
            place,
            [],
            new Dictionary<string, object?>(),
            controller: new object()
        );
        return turns.OnActionExecutionAsync(
            context,
            async () =>
            {
                Interlocked.Increment(ref _inside);
                await _open.Task;
                return new ActionExecutedContext(place, [], controller: new object());
            }
        );
    }
}
