// For every text that is shown: its contrast to what lies behind it, as WCAG 2 defines it.
() => {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const paint = (colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
    }
    return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
  };
  const luminance = (colour) => {
    const [r, g, b] = colour.map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const grounds = (element) => {
    const all = [];
    for (let each = element; each; each = each.parentElement) {
      all.unshift(getComputedStyle(each).backgroundColor);
    }
    return all;
  };
  const hasText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  return [...document.body.querySelectorAll("*")]
    .filter((element) => hasText(element) && element.checkVisibility())
    .map((element) => {
      const behind = grounds(element);
      const pair = [paint(behind), paint([...behind, getComputedStyle(element).color])];
      const [low, high] = pair.map(luminance).sort((a, b) => a - b);
      return { text: element.textContent.trim(), contrast: (high + 0.05) / (low + 0.05) };
    });
}
