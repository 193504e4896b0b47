/** Files a process needs beside its sockets. */
const spare = 200

interface Report {
  readonly userLimits?: { readonly open_files?: { readonly soft?: number | string } }
}

/** How many sockets this process may have: `wanted`, or what `ulimit -n` leaves of it. */
export function possibleConnections(wanted: number): number {
  const { userLimits } = process.report.getReport() as Report
  const most = Number(userLimits?.open_files?.soft)
  return Number.isNaN(most) ? wanted : Math.min(wanted, most - spare)
}
