import { describe, expect, it } from "vitest";
import { realClock } from "../../../src/domain/clock.ts";
import { VendorFailure } from "../../../src/vendors/kit/failure.ts";
import { dryClient } from "./account.ts";

/** What is said of wrong parameters, by parameter. */
function faults(operation: string, params: unknown): Readonly<Record<string, string>> {
  try {
    dryClient().prepare(operation, params, { clock: realClock });
  } catch (error) {
    if (!(error instanceof VendorFailure)) throw error;
    return Object.fromEntries(error.faults.map((fault) => [fault.param, fault.message]));
  }
  throw new Error("it was taken");
}

const at = { UniqName: "mytest", App: "live" };
const pair = { uniqname: "mytest", app: "live", src: ["rtmp://a/b/c"], durl: ["rtmp://d/e/f"] };

describe("refusals are for people", () => {
  it("of a template name every field in its place", () => {
    expect(
      faults("Preset", {
        UniqName: "a-b",
        Preset: "p",
        Output: [
          { format: { output_format: 258, fr: 0, remuxflag: 9 } },
          { format: { output_format: "x" }, extra: 1 },
          { format: { output_format: 258, suffix: "my" } },
        ],
        Video: { LOGO: [{}] },
      }),
    ).toEqual({
      UniqName: "must be 2 to 128 letters, digits and underscores",
      App: "is missing",
      Preset: "must be 2 to 32 letters, digits and underscores",
      "Output[0].format.fr": "must be 1 to 30",
      "Output[0].format.remuxflag": "must be 0 or 1 or 2 or 3",
      "Output[1].format.output_format": "must be of type number",
      "Output[1].extra": "is not a parameter",
      "Output[2].format.suffix": "must be letters, digits and underscores, an underscore first",
      "Video.LOGO[0].pic": "is missing",
    });
  });

  it("of outputs that make one name say which, by suffix and by index", () => {
    const output = (...formats: readonly object[]): object => ({
      ...at,
      Preset: "mypreset",
      Output: formats.map((format) => ({ format: { output_format: 258, ...format } })),
    });
    expect(faults("Preset", output({ format_index: 1 }, {}, { suffix: "_25801" }))).toEqual({
      Output: "entries 0 and 2 make the same stream name, {stream}_25801",
    });
    expect(faults("UpdatePreset", output({ logo_switch: 1 }))).toEqual({
      Video: "is missing: logo_switch 1 needs Video.LOGO",
    });
  });

  it("of what may be text or an object tell of the one that was given", () => {
    const pull = { ...at, StreamID: "s", SrcUrl: "rtmp://a/b/c" };
    expect(faults("StartStreamPull", { ...pull, ExtParam: { interval: "6", retrytimes: 101, preset: "a b" } })).toEqual(
      {
        "ExtParam.interval": "must be of type number",
        "ExtParam.retrytimes": "must be 1 to 100",
        "ExtParam.preset": expect.any(String),
      },
    );
    expect(faults("StartStreamPull", { ...pull, ExtParam: '{"interval":0}' })).toEqual({
      ExtParam: "must be JSON text of an object with its parameters: interval must be 1 to 20",
    });
    expect(faults("StartStreamPull", { ...pull, ExtParam: 5 })).toEqual({
      ExtParam: "must be an object, or its JSON text",
    });
  });

  it("of times and offsets say what is wanted", () => {
    const wrong = {
      task_start_time: true,
      task_stop_time: 1.5,
      trans_params: [{ logos: [{ wm_dx: null, wm_dy: 1.5 }] }],
    };
    expect(faults("RedirectStart", { ...pair, ...wrong })).toMatchObject({
      task_start_time: "must be UNIX seconds",
      task_stop_time: "must be UNIX seconds",
      "trans_params[0].logos[0].wm_dx": expect.stringContaining("-4096 to 4096"),
      "trans_params[0].logos[0].wm_dy": expect.stringContaining("-4096 to 4096"),
    });
    expect(faults("RedirectStart", { ...pair, task_start_time: "1000", task_stop_time: "1600" })).toEqual({
      task_stop_time: "must be more than 10 minutes after task_start_time",
    });
  });

  it("of RedirectStop explain its two forms", () => {
    expect(faults("RedirectStop", {})).toEqual({ reqid: "is missing: give reqid, or uniqname, app, src and durl" });
    expect(faults("RedirectStop", { reqid: "x", app: "live" })).toEqual({ app: "is not given beside reqid" });
    expect(faults("RedirectStop", { src: "rtmp://a/b/c" })).toEqual({
      uniqname: "is missing",
      app: "is missing",
      durl: "is missing",
    });
  });

  it.each([0, -4096, 4096, 0.26, "-0.5", "0.26h", ".5w", "0", "-4096", "0h"])("take the offset %j", (offset) => {
    const logo = { wm_image: "http://a/b", wm_gravity: "CENTER", wm_dx: offset, wm_dy: offset };
    const params = { ...pair, trans_params: [{ logos: [logo] }] };
    expect(dryClient().prepare("RedirectStart", params, { clock: realClock }).body).toContain(
      `"wm_dx":${JSON.stringify(offset)}`,
    );
  });

  it.each([4097, -4097, 1.5, "1.5h", "5h", "4097", "h", "", "0.26x"])("refuse the offset %j", (offset) => {
    const logo = { wm_image: "http://a/b", wm_gravity: "CENTER", wm_dx: offset };
    expect(Object.keys(faults("RedirectStart", { ...pair, trans_params: [{ logos: [logo] }] }))).toEqual([
      "trans_params[0].logos[0].wm_dx",
    ]);
  });

  it("know operations by both names, and no others", () => {
    expect(() => dryClient().prepare("GetLoopLists", at, { clock: realClock })).toThrow(/no operation GetLoopLists/);
    const names = ["GetLoopList", "listLoops"].map(
      (name) => dryClient().prepare(name, at, { clock: realClock }).path.split("&")[0],
    );
    expect(names).toEqual(["/?Action=GetLoopList", "/?Action=GetLoopList"]);
  });
});
