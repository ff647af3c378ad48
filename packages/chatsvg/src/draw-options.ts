import type { ServiceOptions } from './connect.ts'

/** What `draw` and `set` say about the look of pictures. */
export type LookOptions = {
  style: string
  model?: string
  palette?: string[]
  private?: boolean
}

/** Those of `draw`. `n`: how many pictures. */
export type DrawOptions = ServiceOptions &
  LookOptions & {
    output?: string
    size?: [width: number, height: number]
    background?: string
    n: number
    offline?: boolean
    json: boolean
    preview: boolean
  }
