/** What the command takes from its surroundings. */
export interface Terminal {
  /** Default `process.stdout`. */
  readonly stdout: Output
  /** Default `process.stderr`. */
  readonly stderr: Output
  /** Default `process.env`. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** How the user calls the two commands: hints say it. Default `im-callback send` and `im-callback commands`. */
  readonly names: { readonly send: string; readonly list: string }
}

interface Output {
  write(text: string): unknown
}
