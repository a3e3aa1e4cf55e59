package dev.bellwether.notify;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;

/// Keys on the curve P-256 (secp256r1), as web push writes them.
final class P256 {
    private static final String CURVE = "secp256r1";
    private static final int POINT_BYTES = 65;
    private static final byte UNCOMPRESSED = 4;

    private P256() {}

    static KeyPair generate() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(CURVE));
        return generator.generateKeyPair();
    }

    /// As an uncompressed point: 4, x, y.
    static byte[] point(PublicKey key) throws InvalidKeyException {
        if (!(key instanceof ECPublicKey on)) {
            throw new InvalidKeyException("no key on a curve");
        }
        return ByteBuffer.allocate(POINT_BYTES)
                .put(UNCOMPRESSED)
                .put(PushEncryption.fixed(on.getW().getAffineX()))
                .put(PushEncryption.fixed(on.getW().getAffineY()))
                .array();
    }

    /// @throws InvalidKeyException when it is no point of the curve
    static PublicKey publicKey(byte[] point) throws GeneralSecurityException {
        if (point.length != POINT_BYTES || point[0] != UNCOMPRESSED) {
            throw new InvalidKeyException("no uncompressed point of 65 bytes");
        }
        var x = new BigInteger(1, Arrays.copyOfRange(point, 1, 33));
        var y = new BigInteger(1, Arrays.copyOfRange(point, 33, POINT_BYTES));
        ECParameterSpec curve = curve();
        BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger right =
                x.pow(3).add(curve.getCurve().getA().multiply(x)).add(curve.getCurve().getB());
        if (x.compareTo(p) >= 0
                || y.compareTo(p) >= 0
                || y.pow(2).subtract(right).mod(p).signum() != 0) {
            throw new InvalidKeyException("no point of P-256");
        }
        return KeyFactory.getInstance("EC")
                .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve));
    }

    static PrivateKey privateKey(byte[] number) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC")
                .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, number), curve()));
    }

    private static ECParameterSpec curve() throws GeneralSecurityException {
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(CURVE));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }
}
