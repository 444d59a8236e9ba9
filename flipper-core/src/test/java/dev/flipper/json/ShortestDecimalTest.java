package dev.flipper.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortestDecimalTest {

    /** The expected texts are what the original's language prints. */
    @ParameterizedTest
    @CsvSource({
        "0x0.0p+0, 0.0",
        "-0x0.0p+0, -0.0",
        "0x1.0000000000000p+0, 1.0",
        "-0x1.8000000000000p+0, -1.5",
        "0x1.999999999999ap-4, 0.1",
        "0x1.3333333333334p-2, 0.30000000000000004",
        "0x1.9000000000000p+6, 100.0",
        "0x1.c6bf526340000p+49, 1000000000000000.0",
        "0x1.e240c9fbe76c9p+16, 123456.789",
        // JDK-4511638: JDK 17 gives some of them more digits than needed
        "0x1.52d02c7e14af6p+77, 2e+23",
        "0x1.52d02c7e14af7p+77, 2.0000000000000002e+23",
        "0x1.52d02c7e14af5p+77, 1.9999999999999995e+23",
        "0x1.52d02c7e14af6p+76, 1e+23",
        "0x1.52d02c7e14af7p+76, 1.0000000000000001e+23",
        "0x1.c7e83209e90b2p+72, 8.41e+21",
        "0x1.374bc6a7ef9dbp-7, 0.0095",
        "0x1.0624dd2f1a9fcp-9, 0.002",
        "0x0.0000000000002p-1022, 1e-323",
        "0x0.0000000000016p-1022, 1.1e-322",
        "0x0.0000000000063p-1022, 4.9e-322",
        // subnormal, and the ends of the range
        "0x0.0000000000001p-1022, 5e-324",
        "0x0.0000000000003p-1022, 1.5e-323",
        "0x0.fffffffffffffp-1022, 2.225073858507201e-308",
        "0x1.0000000000000p-1022, 2.2250738585072014e-308",
        "0x1.fffffffffffffp+1023, 1.7976931348623157e+308",
        // an exponent from 1e16 on and below 1e-4, of at least two digits
        "0x1.1c37937e07fffp+53, 9999999999999998.0",
        "0x1.1c37937e08000p+53, 1e+16",
        "0x1.1c37937e08001p+53, 1.0000000000000002e+16",
        "0x1.b69b4ba630f35p+56, 1.2345678901234568e+17",
        "0x1.a36e2eb1c432dp-14, 0.0001",
        "0x1.a36e2eb1c432cp-14, 9.999999999999999e-05",
        "0x1.4f8b588e368f1p-17, 1e-05",
        "0x1.9e401c7ab4fcfp-14, 9.8765e-05",
        "0x1.249ad2594c37dp+332, 1e+100",
        "0x1.bff2ee48e0530p-333, 1e-100",
        // integers, exact or not
        "0x1.fffffffffffffp+52, 9007199254740991.0",
        "0x1.0000000000000p+53, 9007199254740992.0",
        "0x1.0000000000001p+53, 9007199254740994.0",
        "0x1.0000000000000p+63, 9.223372036854776e+18",
        "-0x1.0000000000000p+63, -9.223372036854776e+18",
        "0x1.0000000000000p+54, 1.8014398509481984e+16",
        // powers of two: the gap below is half of the gap above
        "0x0.0000000000001p-1022, 5e-324",
        "0x1.0000000000000p-44, 5.684341886080802e-14",
        "0x1.0000000000000p-24, 5.960464477539063e-08",
        "0x1.0000000000000p-20, 9.5367431640625e-07",
        "0x1.0000000000000p+54, 1.8014398509481984e+16",
        "0x1.0000000000000p+89, 6.189700196426902e+26",
        "0x1.0000000000000p+122, 5.316911983139664e+36",
        "0x1.0000000000000p+976, 6.386688990511104e+293",
        "0x1.0000000000000p+1023, 8.98846567431158e+307"
    })
    void isThatOfTheOriginal(String bits, String expected) {
        double value = Double.parseDouble(bits);
        assertThat(ShortestDecimal.of(value)).isEqualTo(expected);
        assertThat(Double.parseDouble(expected)).isEqualTo(value);
    }
}
