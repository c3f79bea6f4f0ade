"""Checks of cnn.py that a student also gets."""

from functools import partial

import numpy as np
import pytest

from grader.checks import ModelData, accepted, refused, require, same, unchanged
from grader.language import _

KERAS = {"flavour": "tensorflow", "seconds": 120}
ENOUGH = 0.85  # of the pictures that a trained network has never seen
NO_COUNTS = [0, -1, True, 2.5]  # of anything
WHOLE = "A NumPy integer is a whole number, too; it can be as small as uint8."
FLOATS = "uint8 ends at 255: calculate with float64 from the start, on copies."
COPIES = "The arguments belong to the caller. Does a line of yours write into one of them?"


def network(rng, shape, kernels, classes):
    """Random weights for pictures of a shape: kernels, biases, dense kernel, dense biases."""
    height, width, channels = shape
    inputs = (height // 2) * (width // 2) * kernels
    shapes = [(3, 3, channels, kernels), (kernels,), (inputs, classes), (classes,)]
    return [rng.normal(size=each) / np.sqrt(np.prod(each[:-1])) for each in shapes]


PICTURE = np.array([[1.0, 2.0, 0.0], [0.0, 4.0, 5.0], [2.0, 0.0, 1.0]])


@pytest.mark.check(
    "conv_params",
    points=0.25,
    hint="Count the numbers of one kernel, all channels of it, and its bias. How many kernels?",
)
def test_counts_weights_and_biases_of_kernels(student):
    """Counts the weights and biases of all kernels."""
    same(student.conv_params(3, 1, 16), 160)
    same(student.conv_params(3, 16, 32), 4640)
    same(student.conv_params(1, 5, 2), 12)


@pytest.mark.check(
    "conv_params", points=0.25, hint="A kernel need not be square: height times width."
)
def test_counts_oblong_kernels(student):
    """Takes a pair: vertical first, then horizontal."""
    same(student.conv_params((2, 3), 1, 4), 28)
    same(student.conv_params((1, 7), 2, 3), 45)


@pytest.mark.check("conv_params", points=0.25, hint=WHOLE)
def test_counts_kernels_with_numpy_integers(student):
    """Takes NumPy integers, gives a whole number."""
    same(student.conv_params(np.int64(3), np.int32(1), np.int64(16)), 160, exact=True)
    same(student.conv_params(np.uint8(5), np.uint8(3), np.uint8(64)), 4864, exact=True)


@pytest.mark.check("conv_params", points=0.25, hint="Which sizes and numbers can a layer not have?")
def test_refuses_layers_without_kernels(student):
    """Refuses sizes and numbers that no layer can have."""
    accepted(student.conv_params(3, 1, 1))
    for wrong in NO_COUNTS:
        refused(student.conv_params(wrong, 1, 1))
        refused(student.conv_params(3, wrong, 1))
        refused(student.conv_params(3, 1, wrong))


@pytest.mark.check("conv_params", points=0.25, hint="Look at both numbers of a pair.")
def test_refuses_half_a_kernel(student):
    """Refuses a pair with a number that cannot be."""
    accepted(student.conv_params(3, 1, 1))
    for wrong in NO_COUNTS:
        refused(student.conv_params((wrong, 3), 1, 1))
        refused(student.conv_params((3, wrong), 1, 1))


@pytest.mark.check(
    "dense_params", points=0.25, hint="Each output has one weight for every input, and one bias."
)
def test_counts_weights_and_biases_of_a_dense_layer(student):
    """Counts the weights and biases of a dense layer."""
    same(student.dense_params(4, 3), 15)
    same(student.dense_params(3, 4), 16)
    same(student.dense_params(3136, 10), 31370)


@pytest.mark.check("dense_params", points=0.25, hint=WHOLE)
def test_counts_units_with_numpy_integers(student):
    """Takes NumPy integers, gives a whole number."""
    same(student.dense_params(np.int64(7), np.int32(5)), 40, exact=True)
    same(student.dense_params(np.uint8(200), np.uint8(10)), 2010, exact=True)


@pytest.mark.check("dense_params", points=0.25, hint="Which numbers can a layer not have?")
def test_refuses_layers_without_units(student):
    """Refuses sizes and numbers that no layer can have."""
    accepted(student.dense_params(1, 1))
    for wrong in NO_COUNTS:
        refused(student.dense_params(wrong, 1))
        refused(student.dense_params(1, wrong))


def stamped(student, kernel, bias=0.0):
    """The map of the grey picture above with one kernel of a single channel."""
    weights = np.array(kernel, dtype=float)[:, :, None, None]
    return student.conv_layer(PICTURE[:, :, None], weights, np.array([bias]))


@pytest.mark.check(
    "conv_layer",
    points=0.25,
    hint="Put a frame of zeros round the picture, then stamp every place.",
)
def test_stamps_a_grey_picture(student):
    """Stamps a grey picture, keeps its size, applies ReLU."""
    maps = stamped(student, [[0, 1, 0], [2, 0, 0], [0, 0, -1]])
    expected = [[0, 0, 4], [1, 1, 8], [0, 8, 5]]
    same(maps, np.array(expected, dtype=float)[:, :, None])


@pytest.mark.check("conv_layer", points=0.25, hint="One stamp adds up all channels to one number.")
def test_adds_up_the_channels(student):
    """Adds up the channels."""
    image = np.stack([PICTURE, 10 * PICTURE, PICTURE], axis=-1)
    weights = np.zeros((3, 3, 3, 1))
    weights[1, 1, :, 0] = [1.0, 0.5, -2.0]
    same(student.conv_layer(image, weights, np.array([0.0])), 4 * PICTURE[:, :, None])


@pytest.mark.check(
    "conv_layer", points=0.25, hint="Kernel k is weights[:, :, :, k]; it makes map k."
)
def test_makes_one_map_per_kernel(student):
    """Makes one map per kernel."""
    weights = np.zeros((3, 3, 1, 4))
    weights[1, 1, 0] = [1.0, 3.0, -1.0, 0.5]
    expected = PICTURE[:, :, None] * np.array([1.0, 3.0, 0.0, 0.5])
    same(student.conv_layer(PICTURE[:, :, None], weights, np.zeros(4)), expected)


@pytest.mark.check("conv_layer", points=0.25, hint="Each kernel has its own bias, before ReLU.")
def test_adds_each_kernels_bias(student):
    """Adds each kernel's bias before ReLU."""
    same(stamped(student, [[1]], -2.0), np.maximum(PICTURE - 2, 0)[:, :, None])
    pixels = np.array([[[1, 10], [2, 20]]])
    maps = student.conv_layer(pixels, np.array([[[[1], [0.5]]]]), np.array([-7]))
    same(maps, np.array([[[0.0], [5.0]]]))


@pytest.mark.check(
    "conv_layer", points=0.25, hint="Rows and columns, channels and kernels: four different sizes."
)
def test_stamps_oblong_kernels(student):
    """Takes pictures and kernels that are not square."""
    image = np.array([[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]])[:, :, None]
    row = np.array([1.0, 0.0, -1.0])[None, :, None, None]
    expected = np.array([[2.0, 2.0, 2.0, 0.0], [6.0, 2.0, 2.0, 0.0]])[:, :, None]
    same(student.conv_layer(image, -row, np.zeros(1)), expected)


@pytest.mark.check(
    "conv_layer",
    points=0.25,
    hint="An even kernel needs an odd number of zeros; where does Keras put it?",
)
def test_pads_a_kernel_of_two_at_the_bottom_right(student):
    """Pads more at the bottom and right for even kernels."""
    expected = np.array([[7.0, 11.0, 5.0], [6.0, 10.0, 6.0], [2.0, 1.0, 1.0]])
    same(stamped(student, [[1, 1], [1, 1]]), expected[:, :, None])


@pytest.mark.check("conv_layer", points=0.25, hint=FLOATS)
def test_stamps_pixels(student):
    """Takes any kind of number, gives float64."""
    pixels = np.array([[[200], [100]], [[50], [250]]], dtype=np.uint8)
    twos = np.full((1, 1, 1, 1), 2, dtype=np.uint8)
    expected = np.array([[[399.0], [199.0]], [[99.0], [499.0]]])
    same(student.conv_layer(pixels, twos, np.array([-1])), expected, exact=True)


@pytest.mark.check("conv_layer", points=0.25, hint=COPIES)
def test_conv_layer_keeps_its_arguments(student, reference):
    """Keeps its arguments as they are."""
    weights = np.array([[1.0, -1.0], [2.0, 0.5]])[:, :, None, None]
    right = reference.conv_layer(PICTURE[:, :, None] - 2, weights, np.array([1.0]))
    answer = student.conv_layer(PICTURE[:, :, None] - 2, weights, np.array([1.0]))
    unchanged(answer)
    same(answer, right, rtol=1e-5, atol=1e-5)


@pytest.mark.check(
    "conv_layer", points=0.25, hint="How many channels has the picture, how many the kernels?"
)
def test_refuses_kernels_of_other_channels(student):
    """Refuses kernels whose channels do not fit the image."""
    image = np.ones((4, 4, 3))
    for channels in (1, 2, 4):
        refused(student.conv_layer(image, np.ones((3, 3, channels, 2)), np.zeros(2)))
    refused(student.conv_layer(np.ones((4, 4, 1)), np.ones((3, 3, 3, 2)), np.zeros(2)))

    accepted(student.conv_layer(image, np.ones((3, 3, 3, 2)), np.zeros(2)))


agrees = partial(same, rtol=1e-5, atol=1e-5)  # what float32 allows


@pytest.mark.check(
    "forward",
    points=0.5,
    hint="Write down the array after each step: convolution, pooling, flatten, dense, softmax.",
)
def test_carries_a_tiny_picture_through(student):
    """Carries a picture through a network of one kernel."""
    weights = [[[[[1]]]], [0], [[0.5, 0.25]], [0, 0]]
    image = np.array([[[1], [2]], [[3], [4]]])
    scores = np.exp([2.0, 1.0])
    agrees(student.forward(image, [np.array(each) for each in weights]), scores / scores.sum())
    image = np.zeros((4, 4, 1))
    image[1, 2], image[2, 0], image[3, 3] = 3.0, 2.0, 1.0  # pooled: 0 3 / 2 1
    dense = np.array([[5.0, 5.0, 5.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 4.0]])
    weights = [np.ones((1, 1, 1, 1)), np.zeros(1), dense, np.array([-2.0, 0.0, -3.0])]
    scores = np.exp([1.0, 2.0, 1.0])
    agrees(student.forward(image, weights), scores / scores.sum())


@pytest.mark.check(
    "forward", points=0.25, hint="After pooling, the channels of a pixel lie side by side."
)
def test_carries_a_picture_through_several_kernels(student, reference, rng):
    """Carries a picture through a network of several kernels."""
    for size, kernels, classes in [(8, 4, 10), (6, 3, 2)]:
        weights = network(rng, (size, size, 1), kernels, classes)
        image = rng.uniform(size=(size, size, 1))
        agrees(student.forward(image, weights), reference.forward(image, weights))


@pytest.mark.check("forward", points=0.25, hint="Height and width are halved apart.")
def test_carries_an_oblong_picture_through(student, reference, rng):
    """Takes pictures that are not square, and colours."""
    for shape in [(6, 4, 1), (2, 8, 3)]:
        weights = network(rng, shape, 2, 3)
        image = rng.uniform(size=shape)
        agrees(student.forward(image, weights), reference.forward(image, weights))


@pytest.mark.check(
    "forward", points=0.25, hint="How many windows fit if the number of rows or columns is odd?"
)
def test_pools_no_ragged_edge_on_the_way(student, reference, rng):
    """Drops a row or column that fills no window."""
    weights = network(rng, (5, 5, 1), 2, 3)
    image = rng.uniform(size=(5, 5, 1))
    agrees(student.forward(image, weights), reference.forward(image, weights))


@pytest.mark.check(
    "forward", points=0.25, hint="A number taken off all scores changes no probability. Which one?"
)
def test_survives_a_score_of_a_thousand(student):
    """Gives probabilities for scores of any size."""
    image, kernel, bias = np.ones((2, 2, 1)), np.ones((1, 1, 1, 1)), np.zeros(1)
    for scores in ([1000.0, 1000.0], [-1000.0, -1000.0]):
        weights = [kernel, bias, np.array([scores]), np.zeros(2)]
        agrees(student.forward(image, weights), np.array([0.5, 0.5]))


@pytest.mark.check("forward", points=0.25, hint="Pictures may hold uint8. The result has one axis.")
def test_takes_pixels(student, reference, rng):
    """Takes any kind of number, gives an array of one axis."""
    weights = network(rng, (4, 4, 1), 2, 3)
    weights[0] /= 100
    pixels = rng.integers(100, 256, size=(4, 4, 1)).astype(np.uint8)
    agrees(student.forward(pixels, weights), reference.forward(pixels, weights), exact=True)


@pytest.mark.check("forward", points=0.25, hint=COPIES)
def test_forward_keeps_its_arguments(student, reference, rng):
    """Keeps its arguments as they are."""
    image, weights = rng.normal(size=(4, 4, 1)), network(rng, (4, 4, 1), 2, 3)
    right = reference.forward(image, weights)
    answer = student.forward(image, weights)
    unchanged(answer)
    same(answer, right, rtol=1e-5, atol=1e-5)


@pytest.mark.check(
    "build_model",
    points=1.5,
    hint="Conv2D (3x3, same, relu), MaxPooling2D, Flatten, Dense (softmax), in this order.",
    **KERAS,
)
def test_computes_the_network(built, computes_forward):
    """Builds the network that forward computes."""
    computes_forward(built())


SHAPE, CLASSES = (12, 10, 3), 7


@pytest.mark.check(
    "build_model", points=0.25, hint="28, 28, 1 is only the default of input_shape.", **KERAS
)
def test_takes_another_shape(built, takes_pictures_of):
    """Takes other picture shapes."""
    takes_pictures_of(built(SHAPE, CLASSES), SHAPE)


@pytest.mark.check("build_model", points=0.25, hint="10 is only the default of classes.", **KERAS)
def test_takes_another_number_of_classes(built, tells_apart):
    """Takes other numbers of classes."""
    tells_apart(built(SHAPE, CLASSES), CLASSES, SHAPE)


@pytest.mark.check("build_model", points=0.25, hint="How many filters may it have?", **KERAS)
def test_has_4_to_64_filters(built):
    """Has 4 to 64 filters."""
    answer = built()
    kernels = [array.shape for array in answer.value.weights if array.ndim == 4]
    filters = kernels[0][3] if kernels else 0
    text = _("it has {count} filters; 4 to 64 are asked").format(count=filters)
    require(4 <= filters <= 64, answer, text, "filters-out-of-range" if filters else "")


@pytest.mark.check(
    "build_model",
    points=0.25,
    hint="How does your forward treat an odd number of rows, and how does this layer?",
    **KERAS,
)
def test_pools_no_ragged_edge(built):
    """Drops a row or column that fills no pooling window."""
    answer = built((7, 5, 1))
    shapes = [array.shape for array in answer.value.weights]
    filters = next((shape[3] for shape in shapes if len(shape) == 4), 0)
    text = _("7 by 5 pixels pooled are 3 by 2; the dense layer has {count} inputs, not {expected}")
    inputs = [shape[0] for shape in shapes if len(shape) == 2]
    require(bool(filters and inputs), answer, _("there must be a convolution and a dense layer"))
    text = text.format(count=inputs[0], expected=3 * 2 * filters)
    require(inputs[0] != 4 * 3 * filters, answer, text, "ragged-edge-kept")


@pytest.fixture
def on_trial(built, models, rng, once):
    """The model as it is by default, twelve pictures, and its scores for them."""
    return once("trial", lambda: tried(built(), models, rng))


def tried(answer, models, rng):
    """See `on_trial`. Ends the check unless the model is compiled and gives scores."""
    require(answer.value.compiled, answer, _("the model is not compiled"), "not-compiled")
    pictures = rng.normal(scale=3, size=(12, 28, 28, 1))
    scores = models.predict(answer, pictures).value
    fits = isinstance(scores, np.ndarray) and scores.dtype == np.float64 and scores.ndim == 2
    fits = fits and scores.shape[1] >= 5 and bool(np.isfinite(scores).all())
    require(fits, answer, _("every picture must get a probability for every class"))
    spread = bool((scores.max(axis=1) - scores.min(axis=1) > 1e-3).all())
    require(spread, answer, _("a new network must not find all classes equally likely"))
    return answer, pictures, scores


def measured(evaluation):
    """Loss and metrics by name."""
    values = evaluation.value if isinstance(evaluation.value, dict) else {}
    return {name: value for name, value in values.items() if isinstance(value, float)}


@pytest.mark.check(
    "build_model",
    points=0.5,
    hint="The labels are integers, not one-hot rows, and softmax has been applied already.",
    **KERAS,
)
def test_compiles_with_a_loss_for_integer_labels(on_trial, models):
    """Is compiled with a loss for integer labels."""
    answer, pictures, scores = on_trial
    are_probabilities = (scores >= 0).all() and (scores <= 1).all()
    text = _("from_logits=True says that softmax is still to come, but the last layer applies it")
    twice = bool(are_probabilities and answer.value.loss_from_logits)
    require(not twice, answer, text, "loss-does-not-fit")
    ranks, each = np.argsort(scores, axis=1), np.arange(12)
    losses = []
    for labels in (ranks[:, -1], ranks[:, 4]):
        evaluation = models.evaluate(answer, pictures, labels)
        text = _("the loss cannot take integer labels: {error}")
        text = text.format(error=evaluation.raised_text)
        rows = np.eye(scores.shape[1])[labels]
        mistake = ""
        if evaluation.raised is not None and models.evaluate(answer, pictures, rows).raised is None:
            mistake = "one-hot-loss"
        require(evaluation.raised is None, answer, text, mistake)
        losses.append(measured(evaluation).get("loss", np.nan))
    rise = losses[1] - losses[0]
    likely, unlikely = scores[each, ranks[:, -1]], scores[each, ranks[:, 4]]
    if are_probabilities:  # Keras cuts them off at 1e-7, unless it finds the scores behind them
        rises = [np.mean(np.log(likely) - np.log(np.maximum(unlikely, e))) for e in (1e-7, 1e-37)]
    else:
        rises = [np.mean(likely - unlikely)]
    text = _(
        "from likely labels to unlikely ones the loss rises by {rise:.4g}, but the cross-entropy "
        "of the model's own answers by {expected:.4g}; does the loss fit the last activation?"
    )
    text = text.format(rise=rise, expected=rises[0])
    mean_or_sum = [each * count for each in rises for count in (1, len(pictures))]
    add_up = are_probabilities and np.allclose(scores.sum(axis=1), 1, atol=1e-4)
    mistake = "loss-does-not-fit" if add_up else ""
    require(np.isclose(rise, mean_or_sum, rtol=1e-3).any(), answer, text, mistake)


@pytest.mark.check("build_model", points=0.5, hint="compile takes a list of metrics.", **KERAS)
def test_compiles_with_the_accuracy_metric(on_trial, models):
    """Is compiled with the accuracy metric."""
    answer, pictures, scores = on_trial
    ranks = np.argsort(scores, axis=1)
    for right in (5, 2):
        labels = np.concatenate([ranks[:right, -1], ranks[right:, -2]])  # the others near misses
        evaluation = models.evaluate(answer, pictures, labels)
        if evaluation.raised is not None:  # a loss for one-hot rows is a mistake of its own
            evaluation = models.evaluate(answer, pictures, np.eye(scores.shape[1])[labels])
        metrics = {name: value for name, value in measured(evaluation).items() if name != "loss"}
        share = right / len(labels)
        text = _("{right} of 12 labels are right, so a metric must say {share:.4f}: {metrics}")
        text = text.format(right=right, share=share, metrics=metrics)
        mistake = "accuracy-forgotten" if evaluation.raised is None else ""
        found = np.isclose(list(metrics.values()), share, atol=1e-5).any()
        require(found, answer, text, mistake)


@pytest.fixture
def shown(trained):
    """The trainings that the public checks judge, by their epochs; 5 are the default.

    The short one comes first: what is brought from there to the other is worth nothing.
    """
    short = trained("shown, two epochs", 320, 2)
    return {5: trained("shown", 1024), 2: short}


@pytest.mark.check(
    "train",
    points=0.5,
    hint="Fit on pictures and labels as they belong together; give it time to learn.",
    **KERAS,
)
def test_names_new_pictures_right(shown):
    """Reaches 85 % on pictures it has never seen."""
    text = _("it names {accuracy:.0%} of 200 new pictures right; {enough:.0%} are asked")
    text = text.format(accuracy=shown[5].accuracy, enough=ENOUGH)
    require(shown[5].accuracy >= ENOUGH, shown[5].answer, text)


@pytest.mark.check(
    "train", points=0.25, hint="fit returns a record of the training. What is asked for?", **KERAS
)
def test_gives_the_model_back(shown):
    """Gives the trained model back."""
    text = _("the result must be the trained model; fit returns only a record of the training")
    require(isinstance(shown[5].answer.value, ModelData), shown[5].answer, text)


@pytest.mark.check("train", points=0.25, hint="Pixels go from 0 to 255.", **KERAS)
def test_scales_the_pixels(shown, fits_from_0_to_1):
    """Feeds pixels from 0 to 1."""
    fits_from_0_to_1(shown[5])


@pytest.mark.check(
    "train",
    points=0.25,
    hint="epochs is handed on to the training; 5 is only its default.",
    **KERAS,
)
def test_trains_five_epochs_or_as_told(shown, trains_as_told):
    """Trains for as many epochs as told, 5 by default."""
    trains_as_told(shown)


@pytest.mark.check(
    "train", points=0.25, hint="The pictures that were passed in belong to the caller.", **KERAS
)
def test_keeps_the_pictures(shown):
    """Keeps its arguments as they are."""
    unchanged(shown[5].answer)
