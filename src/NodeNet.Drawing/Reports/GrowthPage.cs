using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodeNet.Drawing.Svg;

namespace NodeNet.Drawing.Reports;

/// <summary>Puts the replay of a growing network together: a picture a moment, of which one is shown at a time. Without scripts all are shown.</summary>
internal static class GrowthPage
{
    private const string Style = """
        :root { color-scheme: light dark; --ink: #1d2733; --muted: #566270; --faint: #d3dae2; --ground: #ffffff; --panel: #f5f7fa; --mark: #1f6fb8; }
        @media (prefers-color-scheme: dark) {
            :root { --ink: #e8edf3; --muted: #a7b3c0; --faint: #3a4653; --ground: #12181f; --panel: #1a222b; --mark: #6cb4f5; }
        }
        body { font: 15px/1.5 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif; color: var(--ink); background: var(--ground); margin: 0 auto; }
        body { max-width: 1200px; padding: 1.2rem; overflow-wrap: anywhere; }
        h1 { font-size: 1.4rem; margin: 0 0 .6rem; }
        h2 { font-size: 1.1rem; margin: .8rem 0; min-height: 1.6rem; }
        nav { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; }
        nav input { flex: 1; min-width: 10rem; min-height: 2.75rem; accent-color: var(--mark); }
        button { font: inherit; color: var(--ink); background: var(--panel); border: 1px solid var(--muted); border-radius: .4rem; }
        button { padding: .35rem .8rem; min-height: 2.75rem; min-width: 2.75rem; cursor: pointer; }
        button:hover { border-color: var(--ink); }
        :focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
        figure { margin: 0; overflow-x: auto; background: #ffffff; border: 1px solid var(--faint); }
        svg { display: block; margin: 0 auto; }
        .hint { color: var(--muted); }
        [hidden] { display: none; }
        @media print { nav, .hint { display: none; } }
        """;

    private const string Script = """
        "use strict";
        const moments = [...document.querySelectorAll("section")];
        const [slider] = document.getElementsByTagName("input");
        const play = document.getElementById("play");
        let now = 0;
        let timer = 0;
        function show(place) {
          now = Math.max(0, Math.min(moments.length - 1, place));
          moments.forEach((moment, at) => { moment.hidden = at !== now; });
          slider.value = now;
          slider.setAttribute("aria-valuetext", `${now + 1} of ${moments.length}: ${moments[now].querySelector("h2").textContent}`);
        }
        function pause() {
          clearInterval(timer);
          timer = 0;
          play.textContent = "Play";
        }
        function go(place) {
          pause();
          show(place);
        }
        play.addEventListener("click", () => {
          if (timer) return pause();
          if (now === moments.length - 1) show(0);
          play.textContent = "Pause";
          timer = setInterval(() => {
            show(now + 1);
            if (now === moments.length - 1) pause();
          }, 1200);
        });
        document.getElementById("first").addEventListener("click", () => go(0));
        document.getElementById("back").addEventListener("click", () => go(now - 1));
        document.getElementById("next").addEventListener("click", () => go(now + 1));
        document.getElementById("last").addEventListener("click", () => go(moments.length - 1));
        slider.addEventListener("input", () => go(Number(slider.value)));
        document.addEventListener("keydown", (event) => {
          if (event.target === slider || event.ctrlKey || event.altKey || event.metaKey) return;
          if (event.key === "ArrowRight") go(now + 1);
          else if (event.key === "ArrowLeft") go(now - 1);
          else if (event.key === "Home") go(0);
          else if (event.key === "End") go(moments.length - 1);
          else return;
          event.preventDefault();
        });
        document.querySelector("nav").hidden = false;
        show(0);

        """;

    public static string Of(IReadOnlyList<GrowthMoment> moments, NetworkPictureOptions options, string title)
    {
        string script = Script.Replace("\r\n", "\n", StringComparison.Ordinal);
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        var page = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; ");
        page.Append(CultureInfo.InvariantCulture, $"script-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'\">\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Append($"<title>{SvgText.Escape(title)}</title>\n<style>\n{Style.Replace("\r\n", "\n", StringComparison.Ordinal)}\n</style>\n</head>\n<body>\n");
        page.Append($"<h1>{SvgText.Escape(title)}</h1>\n<main>\n<nav hidden aria-label=\"Moments\">\n");
        page.Append("<button id=\"first\">First</button>\n<button id=\"back\">Back</button>\n<button id=\"play\">Play</button>\n");
        page.Append("<button id=\"next\">Next</button>\n<button id=\"last\">Last</button>\n");
        page.Append(CultureInfo.InvariantCulture, $"<input type=\"range\" min=\"0\" max=\"{moments.Count - 1}\" value=\"0\" aria-label=\"Moment\">\n</nav>\n");
        for (int moment = 0; moment < moments.Count; moment++)
        {
            page.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{SvgText.Escape(moments[moment].Words)}</h2>\n");
            page.Append($"<figure>\n{Draw.Network(moments[moment].Network, options).ToSvg()}</figure>\n</section>\n");
        }
        page.Append("</main>\n<p class=\"hint\">The arrow keys go forward and back.</p>\n");
        return page.Append($"<script>{script}</script>\n</body>\n</html>\n").ToString();
    }
}
