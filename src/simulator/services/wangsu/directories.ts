import { randomHex } from "../../random.ts";
import type { Call } from "./call.ts";
import type { Form } from "./form.ts";
import { Refusal } from "./refusal.ts";
import { seconds } from "./times.ts";

interface Directory {
  readonly id: string;
  readonly owner: string;
  readonly type: string;
  readonly levels: readonly [string, string, string];
  readonly createdMs: number;
}

const reserved = "video live pullvideo clip concat watermark logo buffer record static ad".split(" ");

/** Record directories; there is no call that changes or deletes one. */
export class DirectoryBook {
  readonly #seed: number;
  readonly #directories: Directory[] = [];

  constructor(seed: number) {
    this.#seed = seed;
  }

  create(directory: Omit<Directory, "id">): Directory {
    const id = `${randomHex(24, this.#seed, "directory", this.#directories.length)}00000000`;
    const made = { ...directory, id };
    this.#directories.push(made);
    return made;
  }

  /** What a read at that moment sees, newest first. */
  visible(owner: string, atMs: number): readonly Directory[] {
    return this.#directories.filter((one) => one.owner === owner && one.createdMs <= atMs).toReversed();
  }

  /** 1627 for what is no id, 1628 for an unknown one. */
  find(owner: string, id: string, atMs: number): Directory {
    if (!/^[0-9a-z]{1,64}$/i.test(id)) throw new Refusal(1627, "directoryId is not legal");
    const found = this.visible(owner, atMs).find((one) => one.id === id);
    if (found === undefined) throw new Refusal(1628, "directoryId does not exist");
    return found;
  }
}

/** createRecordDirectory (2.21). */
export function createRecordDirectory(call: Call): unknown {
  const { form, nowMs, world } = call;
  const owner = call.account.accessKeyId;
  const type = form.text("directoryType", 1612);
  if (Array.from(type).length > 40) throw new Refusal(1613, "the directory type exceeds 40 characters");
  if (!/^[\p{Script=Han}\w]+$/u.test(type)) throw new Refusal(1614, "the directory type has other characters");
  form.text("firstLevelDirectory", 1616);
  const first = levelOf(form, "firstLevelDirectory", 1617, 1618);
  if (reserved.includes(first)) throw new Refusal(1624, "the first level equals a reserved word");
  const second = levelOf(form, "secondLevelDirectory", 1619, 1620);
  const third = levelOf(form, "thirdLevelDirectory", 1621, 1622);
  if (third !== "" && second === "") throw new Refusal(1623, "a third level needs a second one");
  if (world.directories.visible(owner, nowMs).some((one) => one.type === type)) {
    throw new Refusal(1615, "the directory type exists already");
  }
  const levels: Directory["levels"] = [first, second, third];
  return describe(world.directories.create({ owner, type, levels, createdMs: nowMs }));
}

/** listRecordDirectories (2.22): the total is that of all. */
export function listRecordDirectories(call: Call): unknown {
  const all = call.world.directories.visible(call.account.accessKeyId, call.asOfMs);
  return { directoryList: call.form.page(all).map(describe), totalCount: all.length };
}

/** getRecordDirectory (2.23), with the names of its own sample. */
export function getRecordDirectory(call: Call): unknown {
  const id = call.form.text("directoryId", 1626);
  const { directoryType, ...fields } = describe(call.world.directories.find(call.account.accessKeyId, id, call.asOfMs));
  return { ...fields, directoryName: directoryType, id, customerId: 160612 };
}

function describe(directory: Directory) {
  const time = String(seconds(directory.createdMs));
  const [firstLevelDirectory, secondLevelDirectory, thirdLevelDirectory] = directory.levels;
  return {
    createTime: time,
    directoryId: directory.id,
    directoryType: directory.type,
    firstLevelDirectory,
    secondLevelDirectory,
    thirdLevelDirectory,
    updateTime: time,
  };
}

function levelOf(form: Form, name: string, charactersCode: number, lengthCode: number): string {
  const value = form.maybe(name) ?? "";
  if (value.length > 128) throw new Refusal(lengthCode, `${name} exceeds 128 characters`);
  if (!/^[a-z0-9-]*$/.test(value)) throw new Refusal(charactersCode, `${name} has other characters`);
  if (value.startsWith("cloudv")) throw new Refusal(1625, `${name} starts with cloudv`);
  return value;
}
