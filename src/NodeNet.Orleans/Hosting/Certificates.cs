using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;

namespace NodeNet.Orleans.Hosting;

/// <summary>Who may join: those with a certificate of one authority. Both sides show theirs.</summary>
/// <param name="own">This process's certificate, with its key.</param>
/// <param name="authority">The authority's certificate; or one that all members share.</param>
internal sealed class Certificates(X509Certificate2 own, X509Certificate2 authority)
{
    /// <summary>Reads PEM files.</summary>
    /// <param name="certificate">Certificate and key.</param>
    /// <param name="authority">The authority's certificate; null for the first itself.</param>
    public static Certificates Read(string certificate, string? authority)
    {
        using X509Certificate2 pem = X509Certificate2.CreateFromPemFile(certificate);
        // Not every system takes a key that lives in memory alone.
        X509Certificate2 own = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
        return new Certificates(own, authority is null ? own : X509CertificateLoader.LoadCertificateFromFile(authority));
    }

    public void Apply(TlsOptions options)
    {
        options.LocalCertificate = own;
        options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.CheckCertificateRevocation = false; // a private authority has no list of its own
        options.RemoteCertificateValidation = (remote, _, _) => IsTrusted(remote);
        options.OnAuthenticateAsClient = (_, client) => client.TargetHost = own.GetNameInfo(X509NameType.DnsName, forIssuer: false);
    }

    /// <summary>Whether a certificate is the authority's, or of it. Its name does not matter: silos come and go, under any address.</summary>
    public bool IsTrusted(X509Certificate2? remote)
    {
        if (remote is null) return false;
        if (remote.RawDataMemory.Span.SequenceEqual(authority.RawDataMemory.Span)) return DateTime.Now >= remote.NotBefore && DateTime.Now <= remote.NotAfter;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(remote);
    }
}
