namespace NodeNet.Datasets;

/// <summary>What kind of numbers an IDX file holds; the values are the codes in the third byte of the file.</summary>
public enum IdxType
{
    /// <summary>Whole numbers from 0 to 255, a byte each; the pixels and labels of MNIST.</summary>
    UnsignedByte = 0x08,

    /// <summary>Whole numbers from −128 to 127, a byte each.</summary>
    SignedByte = 0x09,

    /// <summary>Whole numbers from −32768 to 32767, two bytes each.</summary>
    TwoByteInteger = 0x0B,

    /// <summary>Whole numbers from −2147483648 to 2147483647, four bytes each.</summary>
    FourByteInteger = 0x0C,

    /// <summary>Numbers of single precision (IEEE 754), four bytes each.</summary>
    SinglePrecision = 0x0D,

    /// <summary>Numbers of double precision (IEEE 754), eight bytes each.</summary>
    DoublePrecision = 0x0E,
}
