// Figures out of several rounds.

/** The value below which `share` (0 to 1) of the values lie, by the nearest rank. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

export function median(values: number[]): number {
  return quantile(values, 0.5);
}

/** A line of the table: what, the median, the least and the greatest of so many `of`. */
export function line(what: string, values: number[], unit: string, of = 'rounds'): string {
  const [least, middle, greatest] = [Math.min(...values), median(values), Math.max(...values)].map((value) =>
    Math.round(value).toLocaleString('en-GB'),
  );
  return `${what.padEnd(58)} ${middle?.padStart(9)} ${unit.padEnd(5)}  (${least} to ${greatest}, ${values.length} ${of})`;
}
