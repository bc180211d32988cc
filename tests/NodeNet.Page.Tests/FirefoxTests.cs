namespace NodeNet.Page.Tests;

/// <summary>The playground in Debian's firefox-esr: the first lesson with clicks and keys, and XOR.</summary>
public class FirefoxTests
{
    [FirefoxFact]
    public async Task The_first_lesson_is_done_and_exclusive_or_learns_in_firefox()
    {
        await using Firefox firefox = await Firefox.Open();

        await firefox.Click("#play");
        await firefox.Until("playground.state().right === 4 && playground.state().loss < 0.01 && document.getElementById('play').textContent === 'Play'");

        // A select is changed as a hand does it: the focus, then the arrow keys of the list.
        await firefox.Evaluate("document.getElementById('lessons').focus()");
        await firefox.Type("\uE015");
        await firefox.Until("playground.state().lesson?.index === 0");
        foreach ((int task, string number) in ((int, string)[])[(1, "2.6"), (2, "0.9308616")])
        {
            await firefox.Click($"#tasks li:nth-child({task}) input");
            await firefox.Type(number + "\uE007");
            await firefox.Until($"playground.state().lesson.tasks[{task - 1}].done");
        }
        await firefox.Evaluate("document.getElementById('output').focus()");
        await firefox.Type("r"); // the function that begins with it
        await firefox.Until("playground.state().setup.outputActivation === 'relu' && playground.state().lesson.tasks[2].done");
        await firefox.Click("g.edge[aria-label*='x1→y1'] text.value");
        await firefox.Until("document.activeElement.id === 'edit'");
        await firefox.Type("-9\uE007");
        await firefox.Until("playground.state().edges[0].weight === -9 && playground.state().lesson.tasks.every(task => task.done)");
        (await firefox.Evaluate("document.getElementById('task').textContent")).Should().StartWith("All tasks are done");

        // The arithmetic of a node is wholly in sight here, too, and the numbers are the library's.
        await firefox.Click("g.node[data-node='y1'] circle");
        await firefox.Until("document.querySelector('#lines h3 span')?.textContent === 'y1' && playground.state().terms.length === 3");
        (await firefox.Evaluate("""
            (below => [...document.querySelectorAll('#lines *')].every(e => e.getBoundingClientRect().bottom <= below + 1))
              (document.getElementById('side').getBoundingClientRect().bottom)
            """)).Should().Be("true");
        var session = new Session();
        session.OpenLesson(0);
        session.Edit(EditKind.Parameter, "x1→y1", 0, 0, -9);
        (await firefox.Evaluate("playground.state().nodes.find(node => node.name === 'y1').z")).Should().Be(
            session.Ledger!.Examples[0].ForwardOf("y1").NetInput.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
    }
}
