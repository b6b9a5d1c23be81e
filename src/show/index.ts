/** The entry `autoencoder-workbook/show`: how values look, the figures and the live figures. */
import { registerInNotebook } from "./register";

registerInNotebook();

export { display } from "./base/display";
export { md, tex } from "./base/markup";
export { matrixView } from "./base/matrix";
export { readable } from "./base/number";
export { table } from "./base/table";
export { colours, ordered, palette } from "./base/theme";
export { depthFigure, firstGradientsFigure } from "./figures/depth";
export { figure } from "./figures/figure";
export { forwardPassFigure, traceFigure } from "./figures/forward-pass";
export { hiddenSizeFigure, learningCurvesFigure, reconstructionsFigure } from "./figures/hidden-size";
export { penaltyCurvesFigure } from "./figures/penalty-curves";
export { averageActivationsFigure, rescueFigure, unitFilters } from "./figures/sparsity";
export { type LiveFigure, liveFigure } from "./live/figure";
export { progressLine } from "./live/progress";
export { fitLive, type Training, type TrainingFigure } from "./live/training";
export { liveActivations, liveCurves, liveReconstructions } from "./live/views";
export { registerDisplays } from "./register";
export { claimsTable } from "./values/claims";
export { digitImage, digitImages } from "./values/digits";
export { shapesDiagram } from "./values/shapes";
