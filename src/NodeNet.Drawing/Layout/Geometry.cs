namespace NodeNet.Drawing.Layout;

/// <summary>A place in a picture: x to the right, y down, in pixels.</summary>
internal readonly record struct Point(double X, double Y)
{
    /// <summary>The point a share of the way to another.</summary>
    public Point Towards(Point other, double share) => new(X + share * (other.X - X), Y + share * (other.Y - Y));

    public double DistanceTo(Point other) => Math.Sqrt((X - other.X) * (X - other.X) + (Y - other.Y) * (Y - other.Y));
}

/// <summary>An upright rectangle.</summary>
internal readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    public static Box Around(Point centre, double width, double height) =>
        new(centre.X - width / 2, centre.Y - height / 2, centre.X + width / 2, centre.Y + height / 2);

    public Box Lowered(double by) => new(Left, Top + by, Right, Bottom + by);

    public bool Overlaps(Box other) => Left < other.Right && other.Left < Right && Top < other.Bottom && other.Top < Bottom;

    public bool Contains(Box other) => Left <= other.Left && Top <= other.Top && Right >= other.Right && Bottom >= other.Bottom;

    /// <summary>Whether a straight line from one point to another passes through.</summary>
    public bool IsCrossedBy(Point from, Point to)
    {
        // Liang and Barsky: the share of the line that lies within each pair of sides; what is left after all four lies within the box.
        double enter = 0.0;
        double leave = 1.0;
        return Clip(from.X - to.X, from.X - Left) && Clip(to.X - from.X, Right - from.X)
            && Clip(from.Y - to.Y, from.Y - Top) && Clip(to.Y - from.Y, Bottom - from.Y);

        bool Clip(double direction, double distance)
        {
            if (direction == 0.0) return distance >= 0.0;
            double share = distance / direction;
            if (direction < 0.0) enter = Math.Max(enter, share);
            else leave = Math.Min(leave, share);
            return enter <= leave;
        }
    }
}
