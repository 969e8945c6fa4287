import { Command, Option } from "commander";
import type { CommandContext } from "./context.ts";
import { addCommandsNotBuilt, refuseOptions } from "./not-built.ts";
import type { Output, Streams } from "./output.ts";
import { collect, positive, seed, speed } from "./arguments.ts";
import { version } from "./version.ts";

/** Every command with its arguments and help. Commands are loaded when they run: start-up time counts. */
export function buildProgram(out: Output, streams: Streams, run: { code: number }): Command {
  const program = new Command("rundown")
    .description("Runs scheduled live broadcasts on vendor live-video services, to the end.")
    .version(version)
    .option("--config <file>", "configuration (default: RUNDOWN_CONFIG, else ./rundown.yaml)")
    .option("--json", "one JSON value on standard output; everything for people goes to standard error")
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void streams.stdout.write(text),
      // The message is printed once, by main.
      writeErr: () => undefined,
    })
    .exitOverride()
    .addHelpText("after", "\nExample:\n  rundown rehearse examples/town-hall.yaml");

  const done = async (work: Promise<number>): Promise<void> => {
    run.code = await work;
  };
  const context = (): CommandContext => ({ out, config: program.opts<{ config?: string }>().config });

  example(
    program.command("rehearse"),
    "rundown rehearse examples/town-hall.yaml --speed 200 --faults drop.yaml --seed 7",
  )
    .description("run each event of the files on built-in simulators, many times faster than real; needs nothing else")
    .argument("<files...>", "event files")
    .addOption(new Option("--speed <n>", "times real speed").argParser(speed).default(100))
    .option("--faults <file>", "fault file: what goes wrong, and when somebody pushes")
    .addOption(new Option("--seed <n>", "makes chance repeatable").argParser(seed).default(1))
    .option("--only <id>", "rehearse these events only", collect)
    .option("--service <service>", "rehearse on this service instead of the one in the file")
    .option("--keep-files <dir>", "leave files and report in this folder")
    .option("--allow-inline-secrets", inlineSecrets)
    .option("--log <file>", "write the log there (else it is not kept)")
    .action((files: string[], options: RehearseOptions) =>
      done(import("./commands/rehearse.ts").then((command) => command.rehearse(context(), files, options))),
    );

  example(program.command("plan"), "rundown plan town-hall.yaml")
    .description("print steps, exact calls, waits, addresses and the values in force; sends nothing")
    .argument("<files...>", "event files")
    .option("--allow-inline-secrets", inlineSecrets)
    .action((files: string[], options: InlineSecretsOption) =>
      done(import("./commands/plan.ts").then((command) => command.plan(context(), files, options))),
    );

  example(program.command("schedule"), "rundown schedule events/ --dry-run")
    .description("start the events of the files; prints the difference first")
    .argument("<files...>", "event files, or folders of them")
    .option("--dry-run", "print the difference and change nothing")
    .option("--allow-inline-secrets", inlineSecrets)
    .addOption(new Option("--drop-overrides").hideHelp())
    .addOption(new Option("--again").hideHelp())
    .addOption(new Option("--prune").hideHelp())
    .addOption(new Option("--label <k=v>").hideHelp())
    .addOption(new Option("--force").hideHelp())
    .action((files: string[], options: ScheduleOptions) => {
      refuseOptions("schedule", { ...options }, ["drop-overrides", "again", "prune", "label", "force"]);
      return done(import("./commands/schedule.ts").then((command) => command.schedule(context(), files, options)));
    });

  example(program.command("list"), "rundown list --phase live --label team=comms")
    .description("events, by their search attributes")
    .option("--phase <phase>", "only events in this phase", collect)
    .option("--from <time>", "windows that end after this instant (ISO 8601)")
    .option("--to <time>", "windows that start before this instant (ISO 8601)")
    .option("--label <k=v>", "only events with this label", collect)
    .action((options: ListOptions) =>
      done(import("./commands/list.ts").then((command) => command.list(context(), options))),
    );

  example(program.command("show"), "rundown show town-hall-2026-12 --json")
    .description("one event: phase, signal, resources, coverage, files, alarms")
    .argument("[ids...]", "event ids")
    .option("--label <k=v>", "the events with this label", collect)
    .action((ids: string[], options: LabelOption) =>
      done(import("./commands/show.ts").then((command) => command.show(context(), ids, options))),
    );

  example(program.command("watch"), "rundown watch town-hall-2026-12")
    .description("follow one event until it ends; exit 1 when it does not end well")
    .argument("<ids...>", "event ids")
    .action((ids: string[]) => done(import("./commands/watch.ts").then((command) => command.watch(context(), ids))));

  example(program.command("files"), "rundown files town-hall-2026-12")
    .description("files with checksum, coverage and gaps")
    .argument("[ids...]", "event ids")
    .option("--label <k=v>", "the events with this label", collect)
    .action((ids: string[], options: LabelOption) =>
      done(import("./commands/files.ts").then((command) => command.files(context(), ids, options))),
    );

  example(program.command("ledger"), "rundown ledger --overdue")
    .description("resources at the vendors and what is due; exit 1 when something is overdue")
    .option("--open", "only what may still exist at a vendor")
    .option("--overdue", "only what should be closed by now")
    .option("--account <name>", "only this account")
    .option("--write-off <row>", "accept a row as gone (EVENT/NAME), with --reason")
    .option("--reason <text>", "why; recorded")
    .addOption(new Option("--yes", "do not ask"))
    .addOption(new Option("--check").hideHelp())
    .action((options: LedgerOptions) => {
      refuseOptions("ledger", { ...options }, ["check"]);
      return done(import("./commands/ledger.ts").then((command) => command.ledger(context(), options)));
    });

  for (const name of ["stop", "cancel"] as const) {
    example(program.command(name), `rundown ${name} town-hall-2026-12 --reason "speaker ill" --yes`)
      .description(
        name === "stop"
          ? "off air now: close what is open, collect the files, end as done"
          : "withdraw: close what is open or armed, end as cancelled",
      )
      .argument("[ids...]", "event ids")
      .option("--label <k=v>", "the events with this label", collect)
      .option("--reason <text>", "why; recorded")
      .option("--yes", "do not ask")
      .addOption(new Option("--dry-run").hideHelp())
      .action((ids: string[], options: StopOptions) => {
        refuseOptions(name, { ...options }, ["dry-run"]);
        return done(import("./commands/stop.ts").then((command) => command.stop(context(), name, ids, options)));
      });
  }

  example(program.command("vendors"), "rundown vendors --json")
    .description("what can be called: the operations of each service; with SERVICE their parameters and rules")
    .argument("[service]", "one service")
    .action((service: string | undefined) =>
      done(import("./commands/vendors.ts").then((command) => command.vendors(context(), service))),
    );

  example(program.command("call"), `rundown call main getChannelStatus --params '{ "channel_id": "8888_test" }'`)
    .description("call one operation of a vendor once, outside any event")
    .argument("<account>", "account of the configuration")
    .argument("<operation>", "operation by id or by the vendor's name; see: rundown vendors")
    .option("--params <json>", "parameters: a JSON object with the vendor's names")
    .option("--params-file <file>", "the same from a file")
    .option("--dry-run", "print the request, secrets hidden, and send nothing")
    .option("--all", "all pages of a list; the reply is the list of the pages' bodies")
    .option("--yes", "do not ask before something is changed")
    .action((account: string, operation: string, options: CallOptions) =>
      done(import("./commands/call.ts").then((command) => command.call(context(), account, operation, options))),
    );

  example(program.command("up"), "rundown up --data ./state")
    .description("run all of it on this machine: Temporal server (unless one is given), workers, health")
    .option("--data <dir>", "state folder (default: RUNDOWN_DATA, else the platform's data folder)")
    .action((options: { readonly data?: string }) =>
      done(import("./commands/up.ts").then((command) => command.up(context(), options))),
    );

  example(program.command("worker"), "rundown worker --health 127.0.0.1:4021")
    .description("workers for all configured accounts, on a Temporal server that runs elsewhere")
    .option("--health <host:port>", "answer GET /healthz there")
    .action((options: { readonly health?: string }) =>
      done(import("./commands/worker.ts").then((command) => command.worker(context(), options))),
    );

  example(program.command("simulator"), "rundown simulator --port 4010 --auto-push")
    .description("simulators of the vendors, in real time")
    .addOption(new Option("--port <n>", "port to listen on").argParser(positive).default(4010))
    .option("--auto-push", "somebody pushes every armed stream")
    .addOption(new Option("--seed <n>", "makes chance repeatable").argParser(seed).default(1))
    .option("--faults <file>", "fault file")
    .action((options: SimulatorOptions) =>
      done(import("./commands/simulator.ts").then((command) => command.simulator(context(), options))),
    );

  addCommandsNotBuilt(program);
  return program;
}

export interface RehearseOptions extends InlineSecretsOption {
  readonly speed: number;
  readonly seed: number;
  readonly faults?: string;
  readonly only?: readonly string[];
  readonly service?: string;
  readonly keepFiles?: string;
  readonly log?: string;
}

export interface InlineSecretsOption {
  readonly allowInlineSecrets?: boolean;
}

export interface ScheduleOptions extends InlineSecretsOption {
  readonly dryRun?: boolean;
}

export interface ListOptions {
  readonly phase?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly label?: readonly string[];
}

export interface LabelOption {
  readonly label?: readonly string[];
}

export interface LedgerOptions {
  readonly open?: boolean;
  readonly overdue?: boolean;
  readonly account?: string;
  readonly writeOff?: string;
  readonly reason?: string;
  readonly yes?: boolean;
}

export interface StopOptions extends LabelOption {
  readonly reason?: string;
  readonly yes?: boolean;
}

export interface CallOptions {
  readonly params?: string;
  readonly paramsFile?: string;
  readonly dryRun?: boolean;
  readonly all?: boolean;
  readonly yes?: boolean;
}

export interface SimulatorOptions {
  readonly port: number;
  readonly seed: number;
  readonly autoPush?: boolean;
  readonly faults?: string;
}

const inlineSecrets = "accept addresses that hold a key in clear";

function example(command: Command, line: string): Command {
  return command.addHelpText("after", `\nExample:\n  ${line}`);
}
