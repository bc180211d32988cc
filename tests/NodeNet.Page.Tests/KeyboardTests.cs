using System.Globalization;
using System.Text.Json.Nodes;

namespace NodeNet.Page.Tests;

/// <summary>Lessons 1 to 8 without a mouse: Tab, letters, Enter, Space.</summary>
public class KeyboardTests(Browser browser) : IClassFixture<Browser>
{
    [BrowserFact]
    public async Task The_keyboard_alone_finishes_the_first_eight_lessons()
    {
        await using Visit visit = await browser.Open();

        await Open(visit, 0);
        await Answer(visit, 0, "2.6");
        await Answer(visit, 1, "0.9308616");
        await Choose(visit, "#output", "relu");
        await Done(visit, 2);
        await Weight(visit, "x1→y1", "-9");
        await AllDone(visit);

        await Open(visit, 1);
        await Answer(visit, 0, "2.2");
        await Answer(visit, 1, "0.9002495");
        await Answer(visit, 2, "1.473836");
        await Answer(visit, 3, "0.8136398");
        await AllDone(visit);

        await Open(visit, 2);
        await Answer(visit, 0, "0.16");
        await Answer(visit, 1, "0.24");
        await Answer(visit, 2, "0.192");
        await Type(visit, "g.bias", "2.5");
        await AllDone(visit);

        await Open(visit, 3);
        await Press(visit, "#play");
        await Done(visit, 0);
        await Press(visit, "#play");
        await Press(visit, "#restart");
        await Weight(visit, "x1→h1", "0.5");
        await Weight(visit, "h1→y1", "0.5");
        await Press(visit, "#play");
        await Done(visit, 1);
        await Press(visit, "#play");
        await AllDone(visit);

        await Open(visit, 4);
        await Answer(visit, 0, "0.192");
        await Answer(visit, 1, "0.001787254");
        await Answer(visit, 2, "0.8017873");
        var session = new Session();
        session.OpenLesson(4);
        foreach ((string name, double value) in ((string, double)[])[("h1→y1", 0.8), ("h2→y1", -1.2), ("h3→y1", 0.5), ("h4→y1", -0.3)])
        {
            session.Edit(EditKind.Parameter, name, 0, 0, value);
            await Weight(visit, name, value.ToString(CultureInfo.InvariantCulture));
        }
        await Answer(visit, 3, session.Ledger!.Change("h2", "y1").NewValue.ToString("G7", CultureInfo.InvariantCulture));
        await AllDone(visit);

        await Open(visit, 5);
        await Answer(visit, 0, "0.009885435");
        await Press(visit, "#panel label:nth-of-type(1) input", "Space");
        await Press(visit, "#panel label:nth-of-type(2) input", "Space");
        await Answer(visit, 2, "0.50009885");
        await AllDone(visit);

        await Open(visit, 6);
        await Press(visit, "#tasks li:first-child button");
        await Done(visit, 0);
        await Choose(visit, "#pace", "Example");
        await Press(visit, "#forward");
        await Done(visit, 1);
        session.OpenLesson(6);
        session.Forward(Pace.Example);
        await Answer(visit, 2, session.Tape.Loss.ToString("G7", CultureInfo.InvariantCulture));
        await Press(visit, "#panel label:nth-of-type(4) input", "Space");
        await AllDone(visit);

        await Open(visit, 7);
        await Choose(visit, "#pace", "Epoch");
        await Press(visit, "#play");
        await Done(visit, 0);
        await visit.Until("document.getElementById('play').textContent === 'Play'");
        session.OpenLesson(7);
        await Answer(visit, 1, First(session).ToString(CultureInfo.InvariantCulture));
        foreach (string rate in (string[])["0.05", "0.5", "2", "50"])
        {
            await Press(visit, "#restart");
            await Reach(visit, "#rate");
            await visit.Page.Keyboard.PressAsync("Control+A");
            await visit.Page.Keyboard.TypeAsync(rate);
            await visit.Page.Keyboard.PressAsync("Enter");
            await visit.Until($"playground.state().rate === {rate}");
            await Reach(visit, "#forward");
            for (int i = 0; i < 4; i++) await visit.Page.Keyboard.PressAsync("Enter");
        }
        await Done(visit, 2);
        await Press(visit, "#dropLayer");
        await visit.Until("playground.state().setup.hidden.length === 0");
        await Press(visit, "#play");
        await Done(visit, 3);
        await Press(visit, "#play");
        await AllDone(visit);
    }

    private static long First(Session session)
    {
        while (!session.Play(20, Until.Right)) { }
        return session.Tape.Epoch;
    }

    private static async Task Open(Visit visit, int lesson)
    {
        await Choose(visit, "#lessons", lesson.ToString(CultureInfo.InvariantCulture));
        await visit.Until($"playground.state().lesson?.index === {lesson}");
        await visit.Until($"document.getElementById('lesson').dataset.key?.startsWith('L{lesson + 1} ')");
    }

    /// <summary>Presses Tab, or Shift and Tab, until an element has the focus.</summary>
    private static async Task Reach(Visit visit, string selector)
    {
        for (int tries = 0; tries < 4; tries++)
        {
            int away = await visit.Page.EvaluateAsync<int>("""
                selector => {
                  const all = [...document.querySelectorAll('button, input, select, a[href], summary, [tabindex]')]
                    .filter(e => e.tabIndex >= 0 && !e.disabled && e.getClientRects().length > 0 && e.checkVisibility({ checkVisibilityCSS: true }));
                  return all.indexOf(document.querySelector(selector)) - all.indexOf(document.activeElement);
                }
                """, selector);
            for (int i = 0; i < Math.Abs(away); i++)
                await visit.Page.Keyboard.PressAsync(away > 0 ? "Tab" : "Shift+Tab");
            if (await visit.Page.EvaluateAsync<bool>("selector => document.activeElement === document.querySelector(selector)", selector)) return;
        }
        throw new Xunit.Sdk.XunitException($"{selector} cannot be reached with Tab.");
    }

    private static async Task Press(Visit visit, string selector, string key = "Enter")
    {
        await Reach(visit, selector);
        await visit.Page.Keyboard.PressAsync(key);
        (await visit.Evaluate<string>("document.activeElement.tagName")).Should().NotBe("BODY", "the focus stays on the page");
    }

    /// <summary>Chooses from a list with the arrow keys.</summary>
    private static async Task Choose(Visit visit, string selector, string value)
    {
        for (int presses = 0; presses < 20; presses++)
        {
            await Reach(visit, selector);
            int away = await visit.Page.EvaluateAsync<int>(
                "([s, value]) => (list => [...list.options].findIndex(o => o.value === value) - list.selectedIndex)(document.querySelector(s))",
                (string[])[selector, value]);
            if (away == 0) return;
            await visit.Page.Keyboard.PressAsync(away > 0 ? "ArrowDown" : "ArrowUp");
            await visit.Idle(); // what was chosen is done before the next is
        }
        throw new Xunit.Sdk.XunitException($"{value} cannot be chosen in {selector}.");
    }

    private static Task Weight(Visit visit, string name, string value) => Type(visit, $"g.edge[aria-label*='{name}']", value);

    private static async Task Type(Visit visit, string selector, string value)
    {
        await Reach(visit, selector);
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Until("document.activeElement.id === 'edit' && playground.isIdle()");
        await visit.Page.Keyboard.TypeAsync(value);
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Until("document.activeElement.id !== 'edit' && playground.isIdle()");
    }

    private static async Task Answer(Visit visit, int task, string text)
    {
        await Reach(visit, $"#tasks li:nth-child({task + 1}) input");
        await visit.Page.Keyboard.TypeAsync(text);
        await visit.Page.Keyboard.PressAsync("Enter");
        await Done(visit, task);
    }

    private static Task Done(Visit visit, int task) => visit.Until($"playground.state().lesson.tasks[{task}].done");

    private static async Task AllDone(Visit visit)
    {
        try
        {
            await visit.Until("playground.state().lesson.tasks.every(task => task.done)");
        }
        catch (TimeoutException)
        {
            // The comparison below says which one is open.
        }
        JsonNode state = await visit.State();
        state["lesson"]!["tasks"]!.AsArray().Should().OnlyContain(task => task!["done"]!.GetValue<bool>());
    }
}
