namespace NodeNet.Export;

/// <summary>A language in which a model can be written.</summary>
public enum Language
{
    /// <summary>C99: a header, a source file without allocation whose tables are constants, and a test program.</summary>
    C,

    /// <summary>C#: a static class.</summary>
    CSharp,

    /// <summary>JavaScript: an ES module, with its types for TypeScript.</summary>
    JavaScript,

    /// <summary>Python 3: a module that imports nothing but math.</summary>
    Python,

    /// <summary>Java 17: a final class.</summary>
    Java,

    /// <summary>SQL: a view over a table of rows; see <see cref="CodeOptions.Dialect"/>.</summary>
    Sql,
}

/// <summary>A database's SQL.</summary>
public enum SqlDialect
{
    /// <summary>SQLite 3.35 or later, with its mathematical functions.</summary>
    Sqlite,

    /// <summary>PostgreSQL 12 or later.</summary>
    PostgreSql,

    /// <summary>DuckDB 1.0 or later.</summary>
    DuckDb,
}
