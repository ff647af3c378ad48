const open = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256">'
const nested = 60
const shapes = 4_000

/**
 * Pictures within the policy's limits, or just outside, that cost a renderer far more than their size
 * suggests.
 */
export function bombs(): string[] {
  const blur = (deviation: number) => `<filter id="f"><feGaussianBlur stdDeviation="${deviation}"/></filter>`
  const rect = '<rect width="256" height="256" fill="#369" filter="url(#f)"/>'
  return [
    `${open}<title>\0</title><circle r="90"/></svg>`,
    `${open}${blur(5_000)}${rect}</svg>`,
    `${open}<filter id="f" x="-1000%" y="-1000%" width="9000%" height="9000%"><feMorphology operator="dilate" radius="900"/></filter>${rect}</svg>`,
    `${open}<filter id="f"><feTurbulence baseFrequency="0.9" numOctaves="900"/></filter>${rect}</svg>`,
    `${open}<filter id="f"><feConvolveMatrix order="99" kernelMatrix="${'1 '.repeat(9_801)}"/></filter>${rect}</svg>`,
    `${open}${'<g opacity="0.9">'.repeat(nested)}<circle r="90"/>${'</g>'.repeat(nested)}</svg>`,
    `${open}<pattern id="p" width="0.001" height="0.001" patternUnits="userSpaceOnUse"><rect width="1" height="1"/></pattern><rect width="256" height="256" fill="url(#p)"/></svg>`,
    `${open}<g stroke-dasharray="0.0001">${'<circle cx="9" cy="9" r="250" stroke="red"/>'.repeat(shapes)}</g></svg>`,
  ]
}
