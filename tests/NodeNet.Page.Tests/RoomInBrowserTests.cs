using Microsoft.Playwright;

namespace NodeNet.Page.Tests;

/// <summary>Everything has room: nothing overlaps or is cut at the four sizes. A class of its own, for classes run side by side.</summary>
public class RoomInBrowserTests(Browser browser) : IClassFixture<Browser>
{
    [BrowserFact]
    public async Task No_label_overlaps_another_and_none_is_cut_at_the_four_sizes()
    {
        await using Visit visit = await browser.Open();
        foreach ((int width, int height) in ((int, int)[])[(1280, 720), (1024, 768), (1400, 1000), (390, 844)])
        {
            await visit.Resize(width, height);
            await visit.Page.SelectOptionAsync("#lessons", "-1");
            await visit.Until("playground.state().lesson === undefined && playground.isIdle()");
            foreach (string preset in Browser.All || width is 1280 or 390
                ? (string[])["xor", "handout", "circle", "node", "spiral", "digits"] : ["handout", "spiral", "digits"])
            {
                if (width < 800) await visit.Click("#tabs button:nth-child(3)");
                await visit.Preset(preset);
                if (width < 800) await visit.Click("#tabs button:nth-child(1)");
                await visit.Click("#net g.node >> nth=-1");
                await visit.Until("document.querySelector('#lines h3 span') !== null");
                await Nothing(visit, $"{preset} at {width}×{height}");
            }
            for (int lesson = 0; lesson < 8; lesson += Browser.All || width == 1280 ? 1 : 5)
            {
                await visit.Lesson(lesson);
                await Nothing(visit, $"lesson {lesson + 1} at {width}×{height}");
            }
        }

        // A table of ten columns with long names and long numbers: it scrolls, but every number is seen whole or told by its title.
        string names = string.Join(",", Enumerable.Range(1, 10).Select(i => $"petal length in mm {i:00}"));
        string Cells(int row) => string.Join(",", Enumerable.Range(1, 10).Select(i => FormattableString.Invariant($"{(row * i % 7) + (0.1234567 * i)}")));
        string rows = string.Concat(Enumerable.Range(1, 12).Select(row => $"\n{Cells(row)},{(row % 2 == 0 ? "yes" : "no")}"));
        foreach ((int width, int height) in ((int, int)[])[(1280, 720), (1024, 768), (1400, 1000), (390, 844)])
        {
            await visit.Resize(width, height);
            if (width < 800) await visit.Click("#tabs button:nth-child(3)");
            await visit.Page.SetInputFilesAsync("input[type=file]", new FilePayload
            {
                Name = "long.csv",
                MimeType = "text/csv",
                Buffer = System.Text.Encoding.UTF8.GetBytes(names + ",species of the flower" + rows),
            });
            await visit.Until("playground.state().setup.inputs === 10 && playground.isIdle()");
            foreach (ColorScheme scheme in (ColorScheme[])[ColorScheme.Dark, ColorScheme.Light])
            {
                await visit.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await Nothing(visit, $"ten columns at {width}×{height}, {scheme}");
            }
        }

        static async Task Nothing(Visit visit, string where)
        {
            string bad = await visit.Evaluate<string>("""
                (() => {
                  const shown = e => e.getClientRects().length > 0 && e.textContent.trim() !== '' && getComputedStyle(e).visibility !== 'hidden';
                  const field = document.getElementById('field').getBoundingClientRect(), bad = [];
                  const labels = [...document.querySelectorAll('#net text')].filter(shown).map(e => ({ e, r: e.getBoundingClientRect() }));
                  for (const { left, right, top, bottom } of [...document.querySelectorAll('#net circle')].map(e => e.getBoundingClientRect()))
                    if (left < field.left || right > field.right || top < field.top || bottom > field.bottom) bad.push('a circle is cut');
                  labels.forEach(({ e, r }, i) => {
                    const isOut = r.left < field.left - 1 || r.right > field.right + 1 || r.top < field.top - 2 || r.bottom > field.bottom + 2;
                    if (isOut) bad.push('out: ' + e.textContent);
                    for (const other of labels.slice(i + 1)) {
                      const wide = Math.min(r.right, other.r.right) - Math.max(r.left, other.r.left);
                      const high = Math.min(r.bottom, other.r.bottom) - Math.max(r.top, other.r.top);
                      if (wide > 1 && high > 4) bad.push(e.textContent + ' on ' + other.e.textContent);
                    }
                  });
                  const texts = 'button, select, label, h1, h2, h3, figcaption, th, #lines p, #lines td, #numbers span, #table input';
                  for (const e of document.querySelectorAll(texts)) {
                    if (e.getClientRects().length === 0 || e.closest('svg')) continue;
                    const r = e.getBoundingClientRect(), scrolls = e.closest('#table, #left');
                    const name = e.id || e.getAttribute('aria-label') || e.textContent, isCut = e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0
                      && !(e.title && getComputedStyle(e).textOverflow === 'ellipsis');
                    if (isCut && getComputedStyle(e).display !== 'inline' && e.tagName !== 'SELECT') bad.push('cut: ' + name);
                    if (!scrolls && (r.right > innerWidth + 1 || r.left < -1)) bad.push('outside: ' + name);
                  }
                  return bad.join('; ');
                })()
                """);
            bad.Should().BeEmpty(where);
        }
    }
}
