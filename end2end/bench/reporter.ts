// Prints what a measurement says and nothing about tests; says why when one could not be made.

import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

export default class Figures implements Reporter {
  printsToStdio(): boolean {
    return true;
  }

  onStdOut(chunk: string | Buffer): void {
    process.stdout.write(chunk);
  }

  onStdErr(chunk: string | Buffer): void {
    process.stderr.write(chunk);
  }

  onTestEnd(test: TestCase, { status, errors }: TestResult): void {
    if (status === 'passed') return;
    process.stderr.write(`${test.title}: ${status}\n`);
    for (const error of errors) process.stderr.write(`${error.stack ?? error.message}\n`);
  }
}
