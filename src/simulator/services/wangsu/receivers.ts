import { History } from "./history.ts";
import type { Call } from "./call.ts";
import { Refusal } from "./refusal.ts";

interface Setting {
  readonly url: string;
  readonly open: boolean;
}

/** Where each push domain tells of pushes (2.17). One setting a domain: whoever sets it last wins. */
export class Receivers {
  readonly #settings = new Map<string, History<Setting>>();

  set(domain: string, setting: Setting, nowMs: number): void {
    const known = this.#settings.get(domain);
    if (known === undefined) this.#settings.set(domain, new History(nowMs, setting));
    else known.set(nowMs, setting);
  }

  /** The receiver in force when something happened; undefined when nobody is told. */
  at(domain: string, atMs: number, nowMs: number): string | undefined {
    const setting = this.#settings.get(domain)?.at(nowMs);
    const first = this.#settings.get(domain)?.firstMs() ?? Number.POSITIVE_INFINITY;
    return setting?.open === true && first <= atMs ? setting.url : undefined;
  }

  /** Whether the domain tells somebody now. */
  isOpen(domain: string): boolean {
    return this.#settings.get(domain)?.at(Number.POSITIVE_INFINITY).open ?? true;
  }
}

/** setChannelStateCallback (2.17). Left out, `open` keeps what it was, at first on. */
export function setChannelStateCallback(call: Call): string {
  const { form, nowMs, world } = call;
  const domain = form.text("domainName", 1212);
  if (!isDomain(domain)) throw new Refusal(1212, "the domain was not found");
  const url = form.text("notifyUrl", 1554);
  if (!/^https?:\/\/\S+$/.test(url)) throw new Refusal(1554, "notifyUrl is malformed");
  const open = form.flag("open", world.receivers.isOpen(domain), 1012);
  world.receivers.set(domain, { url, open }, nowMs);
  return "";
}

/** Which domains belong to an account is configured outside of the API: any well-formed one does here. */
export function isDomain(text: string): boolean {
  return /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/i.test(text);
}
