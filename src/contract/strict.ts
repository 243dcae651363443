/** Whether a process namespace can be made on this machine, found out by making one. The sentence is for the card and the form. */
export type StrictMode =
  | { readonly available: true; readonly by: StrictTool; readonly sentence: string }
  | { readonly available: false; readonly sentence: string }

export type StrictTool = 'unshare' | 'bwrap'
