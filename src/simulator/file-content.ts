import { createCipheriv, createHash } from "node:crypto";
import type { FileFormat, RecordedFile } from "./recordings.ts";

const blockBytes = 16;
const packetBytes = 188;

/** What a format looks like from outside; the bytes of an hls recording are those of its one slice. */
export const fileTypes = {
  mp4: { extension: "mp4", type: "video/mp4" },
  flv: { extension: "flv", type: "video/x-flv" },
  hls: { extension: "ts", type: "video/mp2t" },
  aac: { extension: "aac", type: "audio/aac" },
} as const satisfies Record<FileFormat, { readonly extension: string; readonly type: string }>;

/** Bytes `fromByte` to `untilByte` (excluded) of a file: the same for the same seed and file, wherever they are cut. */
export function fileBytes(seed: number, file: RecordedFile, fromByte: number, untilByte: number): Buffer {
  const key = createHash("sha256").update(`${seed}/${file.id}`).digest().subarray(0, 16);
  const firstBlock = Math.floor(fromByte / blockBytes);
  const counter = Buffer.alloc(blockBytes);
  counter.writeBigUInt64BE(BigInt(firstBlock), 8);
  const lead = fromByte - firstBlock * blockBytes;
  const stream = createCipheriv("aes-128-ctr", key, counter).update(Buffer.alloc(lead + untilByte - fromByte));
  const bytes = stream.subarray(lead);
  const header = headerOf(file);
  if (fromByte < header.length) header.copy(bytes, 0, fromByte, Math.min(header.length, untilByte));
  if (file.format === "hls") {
    const first = Math.ceil(fromByte / packetBytes) * packetBytes;
    for (let at = first; at < untilByte; at += packetBytes) bytes[at - fromByte] = 0x47;
  }
  return bytes;
}

/** SHA-256 of a whole file, lower-case hexadecimal. */
export function fileSha256(seed: number, file: RecordedFile): string {
  const hash = createHash("sha256");
  const step = 1 << 18;
  for (let at = 0; at < file.bytes; at += step) {
    hash.update(fileBytes(seed, file, at, Math.min(at + step, file.bytes)));
  }
  return hash.digest("hex");
}

function headerOf(file: RecordedFile): Buffer {
  switch (file.format) {
    case "mp4": {
      const header = Buffer.alloc(32);
      header.writeUInt32BE(24, 0);
      header.write("ftypisom", 4, "latin1");
      header.writeUInt32BE(0x200, 12);
      header.write("isommp42", 16, "latin1");
      header.writeUInt32BE(file.bytes - 24, 24);
      header.write("mdat", 28, "latin1");
      return header;
    }
    case "flv":
      return Buffer.from([0x46, 0x4c, 0x56, 0x01, 0x05, 0, 0, 0, 9, 0, 0, 0, 0]);
    case "aac":
      return Buffer.from([0xff, 0xf1, 0x50, 0x80]);
    case "hls":
      return Buffer.alloc(0);
  }
}
