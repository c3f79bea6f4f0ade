"""Known mistakes of models, read off a model that a check refused."""

import numpy as np

from grader.checks import ModelData, Opaque
from grader.diagnosis import symptom

SENTENCES = {
    # These ids exist for the functions in NumPy, too; these words fit both.
    "mean-for-maximum": "The pooling takes the mean of each window; take the maximum.",
    "ragged-edge-kept": "The pooling keeps a last row or column that fills no window; drop it.",
    "relu-forgotten": "The convolution layer has no ReLU; whatever is below zero must become zero.",
    "rows-and-columns-swapped": "Rows and columns are swapped; height comes before width.",
    "softmax-forgotten": "The last layer has no softmax, so its numbers are scores and no "
    "probabilities; softmax turns them into probabilities.",
    "another-activation": "Your convolution has another activation than ReLU.",
    "flatten-forgotten": "The dense layer does not get all numbers of the maps in one long row; "
    "flatten the pooled maps first.",
    "layers-out-of-order": "Your layers come in another order; think of convolution, pooling, "
    "flatten, dense.",
    "overlapping-windows": "The pooling windows overlap; they must move by their own size.",
    "pooling-forgotten": "Your network has no pooling layer; it comes after the convolution.",
    "sigmoid-for-softmax": "The last layer applies sigmoid, so the probabilities do not add up to "
    "1; softmax does that.",
    "softmax-twice": "Softmax is applied twice; the second one makes all classes nearly equal.",
    # The model itself.
    "accuracy-forgotten": "None of the metrics of your model is the share of pictures named right; "
    "compile it with the accuracy.",
    "activations-exchanged": "ReLU and softmax have changed places: ReLU belongs to the "
    "convolution, softmax to the last layer.",
    "classes-ignored": "Your network has 10 outputs whatever it is asked for; the number of "
    "classes must reach the last layer.",
    "convolution-forgotten": "Your network has no convolution layer; it comes first.",
    "dense-forgotten": "Your network has no dense layer; it comes last and decides.",
    "extra-layer": "Your network has more layers with weights, or more pooling, than are asked "
    "for; one of each is enough.",
    "filters-and-size-exchanged": "Your convolution has 3 large kernels; the number of filters "
    "comes before the size of a kernel.",
    "filters-out-of-range": "The number of filters is yours to choose, but only from 4 to 64.",
    "global-pooling": "Global pooling leaves one number of each map; flatten keeps all of them.",
    "kernel-size": "Your kernels are not 3 by 3.",
    "layer-without-biases": "One of your layers has no biases; both layers with weights have them.",
    "loss-does-not-fit": "Your loss is not the cross-entropy of what the last layer gives; softmax "
    "has been applied there already.",
    "not-compiled": "The model is never compiled; without a loss it cannot be trained.",
    "one-hot-loss": "Your loss compares with one-hot rows, but the labels are integers; the loss "
    "for those has a name that begins with sparse.",
    "pooling-size": "Your pooling windows are not 2 by 2.",
    "scaled-in-the-network": "Your network scales its input; that is left to train, or it happens "
    "twice.",
    "shape-ignored": "Your network takes pictures of another shape than it was asked for; all of "
    "input_shape must reach the input layer.",
    "shape-never-told": "Your model has no weights yet, as it does not know the shape of its "
    "pictures; begin with an input layer.",
    "steps-too-large": "By the size of its weights your network shrinks the picture too much; the "
    "convolution moves by 1, the pooling by 2.",
    "units-not-classes": "The last layer has not one unit per class.",
    "valid-padding": "The convolution has no frame of zeros, so its maps are smaller than the "
    "picture; ask for the padding that keeps the size.",
    # Its training.
    "another-model": "The model that comes back is not the one that was given; train that one and "
    "return it.",
    "centred-pixels": "Negative pixels reach the network; scale 0 to 255 to the range from 0 to 1.",
    "default-epochs": "Without a word about epochs your function does not train for 5; look at the "
    "default.",
    "epochs-ignored": "The number of rounds is always the same; the argument epochs must reach the "
    "training.",
    "history-returned": "What comes back is the record of the training, as fit returns it; return "
    "the model.",
    "image-not-scaled": "Pixels reach the network as numbers up to 255; scale them to the range "
    "from 0 to 1.",
    "not-trained": "The weights that come back are those that were given: nothing was learned.",
    "nothing-returned": "The function returns nothing (None); it needs a return at its end.",
    "pictures-left-out": "In each epoch the network sees less than half of the pictures that were "
    "given.",
    "several-returned": "Several things come back in a tuple; only the model is asked for.",
    "weights-returned": "What comes back are the weights; return the model that holds them.",
    "scaled-twice": "Hardly anything is left of the pixels when they reach the network, as if they "
    "were scaled twice.",
}

ORDER = ["Conv2D", "MaxPooling2D", "Flatten", "Dense"]
NO_SOFTMAX = {"relu", "tanh", "elu", "selu", "gelu", "leaky_relu", "softplus", "silu"}
BARE_LAYERS = {"ReLU": "relu", "Softmax": "softmax", "LeakyReLU": "leaky_relu", "PReLU": "prelu"}


def kinds(model):
    """The names of the layers: `["Conv2D", "MaxPooling2D", "Flatten", "Dense"]`."""
    layers = model.layers if isinstance(model, ModelData) else ()
    return [layer.partition("(")[0] for layer in layers]


def details(model, kind):
    """What the layers of a kind were told: `[["16", "3x3", "same", "relu"]]`."""
    layers = model.layers if isinstance(model, ModelData) else ()
    told = [layer.partition("(")[2].removesuffix(")") for layer in layers]
    found = zip(kinds(model), told, strict=True)
    return [each.split(", ") for name, each in found if name == kind]


def activations(model):
    """The activations before the last dense layer, and those in it and after it."""
    before, after = [], []
    layers = model.layers if isinstance(model, ModelData) else ()
    names = kinds(model)
    last = max((i for i, name in enumerate(names) if name == "Dense"), default=len(names))
    for i, (name, layer) in enumerate(zip(names, layers, strict=True)):
        told = layer.partition("(")[2].removesuffix(")").split(", ")
        if name == "Activation":
            found = told
        elif name == "Conv2D":
            found = told[3:]
        elif name == "Dense":
            found = told[1:]
        else:
            found = [BARE_LAYERS[name]] if name in BARE_LAYERS else []
        (before if i < last else after).extend(found)
    return before, after


def single(model):
    """What the only convolution layer was told, beside a dense layer; else nothing."""
    found = details(model, "Conv2D")
    whole = len(found) == 1 and len(found[0]) >= 3 and "Dense" in kinds(model)
    return found[0] if whole else []


def in_order(model):
    return [name for name in kinds(model) if name in ORDER] == ORDER


def exchanged(model):
    return activations(model) == (["softmax"], ["relu"])


def inputs_per_filter(model):
    """Height, width, and how many numbers of a map the dense layer reads; else nothing.

    Only of a network that is right but for the steps of its windows.
    """
    usual = single(model)[1:3] == ["3x3", "same"] and in_order(model)
    usual = usual and details(model, "MaxPooling2D") == [["2x2"]]
    if not usual or len(model.input_shape) != 4 or len(model.weights) != 4:
        return None
    _, height, width, _ = model.input_shape
    kernel, _, dense, _ = model.weights
    if not (height and width and kernel.ndim == 4 and dense.ndim == 2 and kernel.shape[3]):
        return None
    return height, width, dense.shape[0] / kernel.shape[3]


@symptom("nothing-returned", "build_model", "train")
def nothing_returned(value):
    return value is None


@symptom("history-returned", "train")
def history_returned(value):
    record = isinstance(value, Opaque) and value.kind.endswith(".History")
    return record or (isinstance(value, dict) and "loss" in value)


@symptom("weights-returned", "train")
def weights_returned(value):
    several = isinstance(value, list) and all(
        isinstance(v, (np.ndarray, np.generic)) for v in value
    )
    return several and any(v.ndim == 4 for v in value)


@symptom("several-returned", "build_model", "train")
def several_returned(value):
    return isinstance(value, tuple) and any(isinstance(each, ModelData) for each in value)


@symptom("valid-padding", "build_model")
def valid_padding(model):
    return single(model)[2:3] == ["valid"] and "ZeroPadding2D" not in kinds(model)


@symptom("relu-forgotten", "build_model")
def convolution_without_relu(model):
    return bool(single(model)) and not activations(model)[0]


@symptom("another-activation", "build_model")
def another_activation(model):
    found = activations(model)[0]
    return bool(single(model) and found) and "relu" not in found and not exchanged(model)


@symptom("activations-exchanged", "build_model")
def activations_exchanged(model):
    return bool(single(model)) and exchanged(model)


@symptom("softmax-forgotten", "build_model")
def softmax_forgotten(model):
    last = activations(model)[1]
    return "Dense" in kinds(model) and set(last) <= NO_SOFTMAX and not exchanged(model)


@symptom("sigmoid-for-softmax", "build_model")
def sigmoid_for_softmax(model):
    return activations(model)[1] == ["sigmoid"]


@symptom("softmax-twice", "build_model")
def softmax_twice(model):
    return activations(model)[1].count("softmax") > 1


@symptom("kernel-size", "build_model")
def kernel_size(model):
    found = single(model)
    return bool(found) and found[1] != "3x3" and not filters_and_size_exchanged.shows(model)


@symptom("filters-and-size-exchanged", "build_model")
def filters_and_size_exchanged(model):
    found = single(model)
    return found[:1] == ["3"] and found[1] not in ("1x1", "2x2", "3x3")


@symptom("convolution-forgotten", "build_model")
def convolution_forgotten(model):
    names = kinds(model)
    return "Dense" in names and not any("Conv" in name for name in names)


@symptom("dense-forgotten", "build_model")
def dense_forgotten(model):
    names = kinds(model)
    return "Conv2D" in names and "Dense" not in names


@symptom("steps-too-large", "build_model")
def steps_too_large(model):
    if (found := inputs_per_filter(model)) is None:
        return False
    height, width, inputs = found
    return inputs < (height // 2) * (width // 2)


@symptom("overlapping-windows", "build_model")
def overlapping_windows(model):
    if (found := inputs_per_filter(model)) is None:
        return False
    height, width, inputs = found
    return inputs in ((height - 1) * (width - 1), height * width) and min(height, width) > 2


@symptom("ragged-edge-kept", "build_model")
def ragged_edge_kept(model):
    if (found := inputs_per_filter(model)) is None:
        return False
    height, width, inputs = found
    kept = ((height + 1) // 2) * ((width + 1) // 2)
    return inputs == kept != (height // 2) * (width // 2)


@symptom("layer-without-biases", "build_model")
def layer_without_biases(model):
    names = kinds(model)
    ordinary = bool(single(model)) and names.count("Dense") == 1
    return ordinary and len(model.weights) in (2, 3)


@symptom("shape-never-told", "build_model")
def shape_never_told(model):
    return bool(kinds(model)) and not model.weights


@symptom("mean-for-maximum", "build_model")
def mean_for_maximum(model):
    names = kinds(model)
    return "AveragePooling2D" in names and "MaxPooling2D" not in names


@symptom("pooling-forgotten", "build_model")
def pooling_forgotten(model):
    return bool(single(model)) and not any("Pooling" in name for name in kinds(model))


@symptom("pooling-size", "build_model")
def pooling_size(model):
    found = details(model, "MaxPooling2D")
    return len(found) == 1 and found[0] != ["2x2"]


@symptom("flatten-forgotten", "build_model")
def flatten_forgotten(model):
    names = kinds(model)
    flat = any(name in ("Flatten", "Reshape") or "Global" in name for name in names)
    return "Dense" in names and not flat and len(model.output_shape) == 4


@symptom("global-pooling", "build_model")
def global_pooling(model):
    return any(name.startswith("Global") for name in kinds(model))


@symptom("layers-out-of-order", "build_model")
def layers_out_of_order(model):
    found = [name for name in kinds(model) if name in ORDER]
    return sorted(found) == sorted(ORDER) and not in_order(model) and model.input_shape != ()


@symptom("extra-layer", "build_model")
def extra_layer(model):
    names = [name for name in kinds(model) if not name.startswith("Global")]
    convolutions, dense, pooling = (
        sum(part in name for name in names) for part in ("Conv", "Dense", "Pooling")
    )
    normalised = {"BatchNormalization", "LayerNormalization"} & set(names)
    several = convolutions > 1 or dense > 1 or pooling > 1
    return convolutions > 0 and (several or bool(normalised))


@symptom("scaled-in-the-network", "build_model")
def scaled_in_the_network(model):
    return bool({"Rescaling", "Normalization"} & set(kinds(model)))


@symptom("units-not-classes", "build_model")
def one_unit(model):
    return details(model, "Dense")[-1:] != [] and details(model, "Dense")[-1][0] == "1"
