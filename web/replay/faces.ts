// The network of a replay: what stands on each node and connection of the view that it shares with the playground, by what is known at a moment.
import type { EdgeFace, Faces, NodeFace, Shape } from '../view/network';
import { formatAmong, formatWithin, speakNumber } from '../view/numbers';
import type { Data, Moment } from './data';
import { parseFormula, type Known } from './timeline';

// The thinnest and the thickest line.
const [thinnest, thickest] = [0.8, 4.5];

// More find no room in the picture; the formula has them.
const digitsInPicture = 3, charactersInNode = 6;

const largestOf = (numbers: readonly unknown[] | undefined, most: number) =>
  (numbers ?? []).reduce<number>((so, number) => (typeof number === "number" ? Math.max(so, Math.abs(number)) : so), most);

/** One scale for the whole run, so that a line that grows is seen to grow. */
export const largestWeight = (data: Data) => data.runs.reduce((most, run) => run.steps.reduce((so, { values }) => largestOf(values.W, largestOf(values.w, so)), most), 0);

/** The network's shape; of a large one the connections of what is looked at. */
export function shapeOf(data: Data, moment: Moment | null, subject: string | null): Shape {
  const looked = (subject ?? moment?.line.about ?? "").split(":");
  const edges = !data.byNodes ? data.edges : data.edges.filter(([from, to]) => (looked.length === 2 ? from === looked[0] && to === looked[1] : from === looked[0] || to === looked[0]));
  return {
    nodes: data.nodes.map(({ id, layer, label, biased }) => ({ name: id, layer, label, biased: biased === true })),
    edges: edges.map(([from, to]) => ({ name: `${from}:${to}`, from, to })), isWhole: !data.byNodes, captions: data.captions,
    leftOut: (count) => `${count} weights not labelled: choose their node`,
  };
}

export function facesOf(data: Data, largest: number, known: Known, moment: Moment | null, digits: number, subject: string | null): Faces {
  const used = new Set(moment === null ? [] : moment.formulas.flatMap(parseFormula).map((part) => (part.text === undefined ? part.id : "")).filter(Boolean));
  const about = moment?.line.about, frozen = new Set(data.frozen.map((index) => data.edges[index].join(":")));
  const marks = (id: string, ...more: (string | false)[]) => [id === about && "current", used.has(id) && "used", id === subject && "chosen", ...more].filter(Boolean).join(" ");
  const among = (value: number) => formatAmong(value, largest, digitsInPicture);
  // A new number that looks like the old one says where it went.
  const withArrow = (fresh: number | undefined, old: number) => {
    const text = among(fresh ?? old);
    return fresh === undefined || fresh === old || text !== among(old) ? text : `${text}${fresh > old ? "↑" : "↓"}`;
  };

  function edge(id: string): EdgeFace {
    const [old, fresh] = [known.get(`w ${id}`), known.get(`W ${id}`)], weight = fresh ?? old, isFrozen = frozen.has(id);
    const text = weight === undefined ? "" : (isFrozen ? "* " : "") + withArrow(fresh, old ?? weight);
    return { weight, text, said: text, marks: marks(id, fresh !== undefined && "new", isFrozen && "frozen") };
  }

  function node(id: string): NodeFace {
    const get = (kind: string) => known.get(`${kind} ${id}`), [net, activation, delta, bias, newBias] = [get("z"), get("a"), get("d"), get("b"), get("B")];
    const words = Object.entries(data.kinds).filter(([kind, { of }]) => of === "node" && get(kind) !== undefined).map(([kind, { name }]) => `${name} ${speakNumber(get(kind)!, digits)}`);
    return {
      value: activation ?? net, prefix: activation === undefined && net !== undefined ? "z " : "",
      said: data.nodes.find((each) => each.id === id)?.label ?? "", description: words.join(", "), marks: marks(id),
      ...(delta === undefined ? {} : { delta: `δ ${formatWithin(delta, digitsInPicture, charactersInNode)}` }),
      ...(bias === undefined ? {} : { bias: { text: `b ${withArrow(newBias, bias)}`, said: "", marks: newBias === undefined ? "" : "new" } }),
    };
  }

  return {
    edge, node, ...(subject === null ? {} : { chosen: subject }),
    wanted: ({ name, from, to }) => used.has(name) || name === about || subject !== null && [name, from, to].includes(subject),
    width: (weight) => (largest === 0 ? thinnest : thinnest + (thickest - thinnest) * Math.min(1, Math.abs(weight) / largest)),
  };
}
