// A browser's half of web push, by others' code: http_ece reads the message (RFC 8188, 8291), and
// OpenSSL the signature of its sender (RFC 8292). With no message it makes a browser's keys.
const crypto = require('crypto');
const ece = require('http_ece');

const given = JSON.parse(process.argv[2]);
const url = (bytes) => bytes.toString('base64url');
const receiver = crypto.createECDH('prime256v1');

if (!given.message) {
  receiver.generateKeys();
  const keys = { own: url(receiver.getPrivateKey()), p256dh: url(receiver.getPublicKey()), auth: url(crypto.randomBytes(16)) };
  console.log(JSON.stringify(keys));
} else {
  receiver.setPrivateKey(Buffer.from(given.keys.own, 'base64url'));
  const plain = ece.decrypt(Buffer.from(given.message, 'base64'), {
    version: 'aes128gcm',
    privateKey: receiver,
    authSecret: given.keys.auth,
  });
  const [, token, key] = /^vapid t=([^,]+), ?k=(.+)$/.exec(given.authorization);
  const [head, claims, signature] = token.split('.');
  const point = Buffer.from(key, 'base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: url(point.subarray(1, 33)), y: url(point.subarray(33)) };
  const signed = crypto.verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key: crypto.createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  );
  const said = (part) => JSON.parse(Buffer.from(part, 'base64url').toString());
  console.log(JSON.stringify({ signed, key, algorithm: said(head).alg, claims: said(claims), text: plain.toString() }));
}
