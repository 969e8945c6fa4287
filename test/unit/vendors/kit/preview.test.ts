import { expect, it } from "vitest";
import { previewOf } from "../../../../src/vendors/kit/preview.ts";
import type { HttpRequest } from "../../../../src/vendors/kit/http.ts";

const secrets = ["p+lanted/secret", "planted token"];
const base: HttpRequest = { method: "POST", origin: "https://api.example.com", path: "/x", headers: {}, body: null };

function shown(request: Partial<HttpRequest>, endpoint: string | null = null): ReturnType<typeof previewOf> {
  const preview = previewOf({ ...base, ...request }, secrets, endpoint);
  const text = JSON.stringify(preview);
  for (const secret of secrets)
    for (const form of [secret, encodeURIComponent(secret)]) expect(text).not.toContain(form);
  return preview;
}

it("names the vendor's own host, whatever the endpoint", () => {
  expect(shown({ path: "/a?b=1" })).toMatchObject({ url: "https://api.example.com/a?b=1" });
  expect(shown({ path: "/a?b=1" }, "http://127.0.0.1:4010/svc/")).toEqual({
    method: "POST",
    url: "http://127.0.0.1:4010/svc/a?b=1",
    headers: { host: "api.example.com" },
    body: null,
  });
});

it.each([
  ["sign=0123", "sign=***"],
  [
    "Signature=a%2Bb%3D&SignatureMethod=HMAC-SHA1&SignatureNonce=n",
    "Signature=***&SignatureMethod=HMAC-SHA1&SignatureNonce=n",
  ],
  ["X-Amz-Signature=ab&X-Amz-SignedHeaders=accept%3Bhost", "X-Amz-Signature=***&X-Amz-SignedHeaders=accept%3Bhost"],
  ["SecurityToken=abc&ClientToken=kept", "SecurityToken=***&ClientToken=kept"],
  ["Name=p%2Blanted%2Fsecret", "Name=***"],
  ["SSLPri=-----BEGIN&SSLPub=public", "SSLPri=***&SSLPub=public"],
  ["Url=rtmp%3A%2F%2Fh%2Fa%3FtxSecret%3Dabcd%26t%3D1", "Url=rtmp%3A%2F%2Fh%2Fa%3FtxSecret%3D***%26t%3D1"],
  ["Url=ftp%3A%2F%2Fuser%3Apass%40h%2Fa", "Url=ftp%3A%2F%2F***%40h%2Fa"],
  ["F=%5B%7B%22AuthKey1%22%3A%22abc%22%7D%5D", "F=%5B%7B%22AuthKey1%22%3A%22***%22%7D%5D"],
  ["name=a%20b%2Bc&flag&empty=&cn=%E4%B8%AD", "name=a%20b%2Bc&flag&empty=&cn=%E4%B8%AD"],
])("query %s", (query, expected) => {
  expect(shown({ path: `/?${query}` }).url).toBe(`https://api.example.com/?${expected}`);
  const headers = { "Content-Type": "application/x-www-form-urlencoded; charset=utf-8" };
  expect(shown({ headers, body: query }).body).toBe(expected);
});

it("hides the proof in headers and keeps the rest", () => {
  const authorization = "CNC-HMAC-SHA256 Credential=key-id, SignedHeaders=content-type;host, Signature=0123abcd";
  expect(shown({ headers: { Authorization: authorization, "x-cnc-date": "1600000000" } }).headers).toEqual({
    host: "api.example.com",
    Authorization: "CNC-HMAC-SHA256 Credential=key-id, SignedHeaders=content-type;host, Signature=***",
    "x-cnc-date": "1600000000",
  });
  expect(shown({ headers: { authorization: "Bearer planted token", token: "x" } }).headers).toMatchObject({
    authorization: "***",
    token: "***",
  });
});

it("hides members of JSON bodies and leaves digits alone", () => {
  const body = '{"id":12345678901234567890,"sign":"ab\\"c","para":{"secretKey":"x","name":"p+lanted/secret"}}';
  expect(shown({ body }).body).toBe('{"id":12345678901234567890,"sign":"***","para":{"secretKey":"***","name":"***"}}');
});
