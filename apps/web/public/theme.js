// Runs before the first paint, so that the other theme is never visible. The Content-Security-Policy of the
// page allows no inline script.
{
  const chosen = localStorage.getItem('chatsvg.theme')
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen
}
