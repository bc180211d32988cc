using System.Globalization;
using System.Xml.Linq;
using NodeNet.Drawing;

namespace NodeNet.Tests.Drawing;

/// <summary>Reads pictures as a page would: as XML.</summary>
internal static class SvgReader
{
    public static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static XElement Root(this Picture picture) => XDocument.Parse(picture.ToSvg()).Root!;

    /// <summary>All elements that have a class.</summary>
    public static XElement[] OfClass(this Picture picture, string name) =>
        [.. picture.Root().Descendants().Where(element => ((string?)element.Attribute("class") ?? "").Split(' ').Contains(name))];

    public static XElement Edge(this Picture picture, string from, string to) =>
        picture.OfClass("edge").Single(edge => (string?)edge.Attribute("data-from") == from && (string?)edge.Attribute("data-to") == to);

    /// <summary>The number on a connection, or null.</summary>
    public static string? WeightText(this Picture picture, string from, string to) =>
        picture.OfClass("edge-label").SingleOrDefault(
            label => (string?)label.Attribute("data-from") == from && (string?)label.Attribute("data-to") == to)?.Value.Trim();

    public static XElement Node(this Picture picture, string name) => picture.OfClass("node").Single(node => (string?)node.Attribute("data-node") == name);

    /// <summary>The text of a class within a node: "name", "value", "bias", "label".</summary>
    public static string? TextOf(this XElement node, string name) =>
        node.Descendants().SingleOrDefault(element => ((string?)element.Attribute("class") ?? "").Split(' ').Contains(name))?.Value;

    public static double Number(this XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, CultureInfo.InvariantCulture);

    /// <summary>All words of a picture that are text elements.</summary>
    public static string[] Words(this Picture picture) => [.. picture.Root().Descendants(Svg + "text").Select(text => text.Value)];
}
