// Before and after all tests: what a process that was killed has left behind goes away.

import { sweep } from './namespaces.ts';

export default function sweepAround(): () => void {
  sweep();
  return sweep;
}
